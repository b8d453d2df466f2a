/** Eight texts to search in, written so that each way of scoring is fooled by one of them, and all by the last. @module */
export const shelf: readonly string[] = [
  "A cat sleeps by the stove.",
  "The bell of the tower rings, the doors of the train close, and the train leaves the city for the sea.",
  "This stove needs dry wood.",
  "Cat! Cat! Cat! Everything about the cat: cat food, cat toys, cat names, cat beds.",
  "Our dog sleeps on the sofa.",
  "The house had many rooms. In one stood a piano, in the next a bed for guests, and beside the pantry a stove with a kettle on it. Nobody knew who had lived here before, but on the wall by the window hung a small picture of a cat.",
  "Bread rises best in a warm kitchen.",
  "A kitten dozes next to our oven.",
];
