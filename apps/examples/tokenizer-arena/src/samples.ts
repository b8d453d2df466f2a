/** Texts that tell tokenizers apart. @module */

export const samples: Readonly<Record<string, string>> = {
  English: "Nobody had seen the lighthouse keeper since Tuesday, and his strawberries were getting overripe.",
  Languages:
    "The cat sleeps by the stove.\nDie Katze schläft am Ofen.\nКошка спит у печки.\nالقطة تنام بجانب الموقد.\nबिल्ली चूल्हे के पास सोती है।\n猫睡在炉子旁边。",
  Code: "def mean(values):\n    if not values:\n        return None\n    return sum(values) / len(values)\n",
  Numbers: "1234567 + 7654321 = 8888888\n3.14159, 2026-11-29, 0x1F",
  Spaces: "a b  c   d    e\n\n\n\tf",
  Emoji: "🙂 👋🏽 👩‍🚀 🏳️‍🌈",
};
