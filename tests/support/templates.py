"""One page of each template of the site, by the name that tests call it."""

from __future__ import annotations

TEMPLATES = {
    "home": "./",
    "briefing": "seven-minute/carers/",
    "sar": "sar/adult-b/",
    "theme": "themes/self-neglect/",
    "quality statement": "quality-statements/learning-improvement-innovation/",
    "theme that reopened": "themes/persons-voice/",
    "themes": "themes/",
    "themes by quarter": "themes/by-quarter/",
    "quality statements": "quality-statements/",
    "rules": "about/rules/",
    "contact": "contacts/adult-safeguarding-team/",
    "type list": "seven-minute/",
    "facet list": "seven-minute/theme/self-neglect/",
    "a to z": "az/",
    "changes": "changes/",
    "actions": "actions/",
    "actions by source": "actions/by-source/",
    "gaps": "gaps/",
    "gaps of an owner": "gaps/owner/principal-social-worker/",
    "reviews due": "gaps/reviews-due/",
    "data": "data/",
    "search": "search/",
    "search with results": "search/?q=carers",
    "search with nothing": "search/?q=profesional+curiousity",
    "lost": "no-such-page/",
    "about": "about/",
    "how we learn": "about/how-we-learn/",
    "accessibility": "about/accessibility/",
    "fields": "about/fields/seven-minute/",
}
SEARCHING = frozenset({"search with results", "search with nothing"})
