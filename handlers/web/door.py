"""民情公示 on the web: what a community's last week came to, as it stands on the notice at its
doors. For everybody, without a session; nothing on it points at a household."""

from html import escape

from aiohttp import web

from handlers.web.site import SITE

PAGE = """<!doctype html>
<html lang="{lang}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="format-detection" content="telephone=no">
  <title>{title}</title>
  <link rel="icon" href="/static/icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/static/door.css">
</head>
<body>
  <main>
    <h1>{title}</h1>
{body}
    <p class="say"><a href="/">{say}</a></p>
  </main>
</body>
</html>
"""


async def get_week(request: web.Request) -> web.Response:
    """The page of one community. Raises 404 for what is none."""
    site = request.app[SITE]
    lang = site.deps.rules.default_lang
    found = await site.posted(request.match_info["unit"])
    if found is None:
        raise web.HTTPNotFound
    lines = found.paragraphs or ((site.say(lang, "door-not-yet", {}),),)
    body = "\n".join(
        "    <p>" + "<br>".join(escape(line) for line in paragraph) + "</p>" for paragraph in lines
    )
    page = PAGE.format(
        lang="zh-CN" if lang == "zh" else lang,
        title=escape(found.title),
        body=body,
        say=escape(site.say(lang, "door-say", {})),
    )
    return web.Response(text=page, content_type="text/html")
