"""Putting the web chat together: whose words, whose title, whose cookie."""

from bot.app import Program
from handlers.web.site import Bell, Posted, Site, cookie_identify, cookie_name


def make_site(program: Program) -> Site:
    """What the web handlers are handed."""
    web = program.settings.web
    secure = web.public_url.startswith("https://")
    first = program.deps.rules.org.communities[0]
    title = web.title or program.words.say(
        program.deps.rules.default_lang, "site-title", {"unit": first.name}
    )

    async def posted(unit: str) -> Posted | None:
        from bot.week_door import posted as read  # only where somebody asks for it

        return await read(program, unit)

    return Site(
        deps=program.deps,
        say=program.words.say,
        words=program.words.all_with_prefix,
        bell=Bell(),
        title=title,
        identify=cookie_identify(program.deps, cookie_name(secure=secure)),
        secure_cookie=secure,
        posted=posted,
        metrics=web.metrics,
    )
