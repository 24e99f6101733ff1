"""One page of each template of the site, the hardest that the project's own records make, by the name that tests call it."""

from __future__ import annotations

from tests.support.published import EARLIER, RECORD

RECORDS = {
    "briefing": "seven-minute/carers/",
    "sar": "sar/adult-b/",
    "theme": "themes/self-neglect/",
    "reopened theme": "themes/persons-voice/",
    "quality statement": "quality-statements/learning-improvement-innovation/",
    "contact": "contacts/principal-social-worker/",
    "audit": "audits/case-files-2026-q3/",
    "review": "reviews/peer-challenge-2026/",
    "complaints": "feedback/complaints-2025-26/",
    "ombudsman": "feedback/wirral-ombudsman-2023-24/",
    "decision": "decisions/ex-02/",
    "measure": "measures/assessment-wait/",
    "survey": "surveys/staff-survey-2026/",
    "small survey": "surveys/wirral-employer-standards-2024/",
    "programme": "programmes/small-changes-by-home-care/",
    "case study": "case-studies/a-polite-no/",
    "policy": "policies/wirral-service-failure-policy/",
    "event": "events/practice-forum-2026-02/",
    "cascade": "cascades/plan-b-box-is-coming-off/",
    "pathway": "pathways/wirral-career-pathways/",
    "involvement": "involvement/wirral-front-door-workshops/",
}
"""A record of each type: the longest, with the most tables, or about another body."""
LISTS = {
    "type list": "seven-minute/",
    "facet list": "seven-minute/theme/self-neglect/",
    "reviews": "reviews/",
    "programmes": "programmes/",
    "measures": "measures/",
    "directory": "contacts/",
    "feedback": "feedback/",
    "themes": "themes/",
    "quality statements": "quality-statements/",
    "themes by quarter": "themes/by-quarter/",
    "events": "events/",
    "a month of events": "events/month/2026-12/",
    "a to z": "az/",
    "changes": "changes/",
    "a month with its pack": "changes/2026-10/",
    "actions": "actions/",
    "actions by source": "actions/by-source/",
    "actions of an owner": "actions/owner/adult-safeguarding-team/",
    "gaps": "gaps/",
    "gaps of an owner": "gaps/owner/principal-social-worker/",
    "reviews due": "gaps/reviews-due/",
}
PAGES = {
    "home": "./",
    "data": "data/",
    "search": "search/",
    "search with results": "search/?q=carers",
    "search with nothing": "search/?q=profesional+curiousity",
    "lost": "no-such-page/",
    "withdrawn": "seven-minute/waiting-by-letter/",
    "about": "about/",
    "how we learn": "about/how-we-learn/",
    "rules": "about/rules/",
    "accessibility": "about/accessibility/",
    "fields": "about/fields/seven-minute/",
    "fields of a table": "about/fields/surveys/",
}
TEMPLATES = RECORDS | LISTS | PAGES
PUBLISHED = {"history": f"history/{RECORD}/", "page of an earlier version": f"v/{EARLIER}/{RECORD}/"}
"""What only a site with a past has: of the small one that is out in two versions."""
EVERY = TEMPLATES | PUBLISHED
SEARCHING = frozenset({"search with results", "search with nothing"})
