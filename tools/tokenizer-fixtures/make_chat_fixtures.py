"""Chat templates that use what real ones use, and what transformers makes of them.

    pip install transformers==4.57.6 jinja2==3.1.6
    python make_chat_fixtures.py ../../packages/tokenizer/test/chat/fixtures/chat-templates.json
"""

import datetime
import json
import sys
from pathlib import Path

import jinja2
import transformers
from transformers.utils import chat_template_utils


class Fixed(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls(2024, 7, 4, 15, 5, 9)


chat_template_utils.datetime = Fixed

templates = {
    "chatml": """{%- if messages[0].role != 'system' %}
    {{- '<|im_start|>system\\nYou are helpful.<|im_end|>\\n' }}
{%- endif %}
{%- for message in messages %}
    {{- '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n' }}
{%- endfor %}
{%- if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}
{%- if enable_thinking is defined and enable_thinking is false %}{{ '<think>\\n\\n</think>\\n\\n' }}{% endif %}""",
    "alternating": """{{ bos_token }}
{%- if messages[0]['role'] == 'system' %}{% set system = messages[0]['content'] %}{% set loop_messages = messages[1:] %}
{%- else %}{% set system = '' %}{% set loop_messages = messages %}{% endif %}
{%- for m in loop_messages %}
{%- if (m['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('Roles must alternate user/assistant, but message ' ~ loop.index ~ ' is ' ~ m.role) }}{% endif %}
{%- if m['role'] == 'user' %}[INST] {{ (system + '\\n\\n' if loop.first and system else '') + m['content'] | trim }} [/INST]
{%- else %} {{ m['content'] | trim }}{{ eos_token }}{% endif %}
{%- endfor %}""",
    "tools": """{{- bos_token }}{%- set date = strftime_now("%d %b %Y") if strftime_now is defined else "26 Jul 2024" %}
{{- "Today: " + date + " (" + strftime_now("%A, %B %-d, %I:%M %p, day %j") + ")\\n" }}
{%- if tools is not none and tools | length > 0 %}
{{- "Functions:\\n" }}
{%- for tool in tools %}
{{ tool.function.name }}: {{ tool | tojson }}
{{ tool.function.parameters | tojson(indent=2) }}
{%- endfor %}
{% endif %}
{%- for message in messages %}
<{{ message.role }}>
{%- if message.tool_calls is defined and message.tool_calls %}
{%- for call in message.tool_calls %}{"name": "{{ call.function.name }}", "arguments": {{ call.function.arguments | tojson }}}{% if not loop.last %}; {% endif %}{% endfor %}
{%- elif message.role == "tool" %}[{{ message.name }}] {{ message.content }}
{%- else %}{{ message.content }}{% endif %}</{{ message.role }}>
{%- endfor %}
{%- if add_generation_prompt %}<assistant>{% endif %}""",
    "parts": """{%- macro text(content) %}{% if content is string %}{{ content }}{% else %}{% for part in content %}{% if part.type == 'image' %}<image>{% else %}{{ part.text }}{% endif %}{% endfor %}{% endif %}{% endmacro %}
{%- set ns = namespace(users=0) %}
{%- for message in messages %}{% if message.role == 'user' %}{% set ns.users = ns.users + 1 %}{% endif %}
{{- '<start_of_turn>' + ('model' if message.role == 'assistant' else message.role) + '\\n' + text(message.content) | trim + '<end_of_turn>\\n' }}
{%- endfor %}
{{- ns.users ~ ' of ' ~ (messages | selectattr('role', 'equalto', 'user') | list | length) ~ ' users' }}
{%- if documents %}{% for d in documents %} [{{ d.title }}: {{ d.text | upper }}]{% endfor %}{% endif %}""",
}
user = {"role": "user", "content": "Hi there "}
assistant = {"role": "assistant", "content": " Hello! "}
system = {"role": "system", "content": "Be brief."}
tool = {"type": "function", "function": {"name": "get_weather", "description": "Weather in a city ☀", "parameters": {"type": "object", "properties": {"city": {"type": "string", "description": "Name & place"}}, "required": ["city"]}}}
call = {"role": "assistant", "tool_calls": [{"type": "function", "function": {"name": "get_weather", "arguments": {"city": "Paris", "days": 2, "exact": True, "unit": None}}}]}
answer = {"role": "tool", "name": "get_weather", "content": "{\"temperature\": 22.5}"}
parts = {"role": "user", "content": [{"type": "image"}, {"type": "text", "text": "What is this? "}]}
cases = [
    ("chatml", [user], {}),
    ("chatml", [system, user, assistant, user], {"add_generation_prompt": True}),
    ("chatml", [user], {"add_generation_prompt": True, "enable_thinking": False}),
    ("chatml", [user, {"role": "assistant", "content": "The answer is "}], {"continue_final_message": True}),
    ("alternating", [system, user, assistant, user], {}),
    ("alternating", [user, {"role": "assistant", "content": " I go on "}], {"continue_final_message": True}),
    ("alternating", [user, user], {}),
    ("tools", [system, user], {"tools": [tool], "add_generation_prompt": True}),
    ("tools", [user, call, answer, assistant], {"tools": [tool, tool]}),
    ("tools", [user], {"tools": []}),
    ("tools", [user], {}),
    ("parts", [parts, assistant, user], {"documents": [{"title": "A", "text": "first"}, {"title": "B", "text": "zweit ß"}]}),
    ("parts", [user, {"role": "assistant", "content": [{"type": "text", "text": "So far "}]}], {"continue_final_message": True}),
]
special = {"bos_token": "<s>", "eos_token": "</s>"}
results = []
for name, messages, options in cases:
    keywords = dict(options)
    try:
        rendered, _ = chat_template_utils.render_jinja_template([json.loads(json.dumps(messages))], chat_template=templates[name], **special, **keywords)
        results.append({"template": name, "messages": messages, "options": options, "text": rendered[0]})
    except jinja2.exceptions.TemplateError as error:
        results.append({"template": name, "messages": messages, "options": options, "error": str(error)})
fixture = {"transformers": transformers.__version__, "now": [2024, 6, 4, 15, 5, 9], "special": special, "templates": templates, "cases": results}
Path(sys.argv[1]).write_text(json.dumps(fixture, ensure_ascii=False, indent=1) + "\n", encoding="utf8")
