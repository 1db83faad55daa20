"""Texts and addresses that try to run code in a browser."""

from typing import Any

XSS = [
    "<script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    "<svg/onload=window.hit=1>",
    "<iframe srcdoc='<script>parent.hit=1</script>'></iframe>",
    "<a href=javascript:window.hit=1>klik</a>",
    "<style>*{display:none}</style>",
    "<math><mtext><table><mglyph><style><img src onerror=window.hit=1>",
    "{{constructor.constructor('window.hit=1')()}}",
    "${window.hit=1}",
    "</textarea><script>window.hit=1</script>",
    '"><img src=x onerror=window.hit=1>',
    "&lt;script&gt;window.hit=1&lt;/script&gt;",
    "**<img src=x onerror=window.hit=1>**",
    "- <img src=x onerror=window.hit=1>",
    'https://example.org/"onmouseover="window.hit=1',
    "javascript:window.hit=1",
]

BAD_LINKS = [
    "javascript:window.hit=1",
    "JaVaScRiPt:window.hit=1",
    "\tjavascript:window.hit=1",
    "data:text/html,<script>window.hit=1</script>",
    "vbscript:msgbox(1)",
    "//evil.example/",
    "https://user@evil.example/",
    "file:///etc/passwd",
    'https://example.org/" onclick="window.hit=1',
]

EVIL: list[dict[str, Any]] = [
    {"text": "\n\n".join(XSS), "buttons": [{"title": text, "payload": text} for text in XSS]},
    {
        "text": "advies",
        "custom": {
            "type": "advice",
            "title": XSS[1],
            "conclusion": XSS[0],
            "cards": [
                {
                    "id": XSS[2],
                    "title": XSS[2],
                    "checklist": True,
                    "items": [
                        {"id": text, "text": text, "only_if": text, "sources": [{"title": text, "url": link}]}
                        for text, link in zip(XSS, BAD_LINKS * 2, strict=False)
                    ],
                }
            ],
            "links": [{"title": XSS[1], "url": link} for link in BAD_LINKS],
            "date": XSS[0],
        },
    },
    {"custom": {"type": "<script>", "text": "x"}},
]
