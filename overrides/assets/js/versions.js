/* Marks, in the theme's menu of versions, the one that is being read. The menu is made once the list of versions was fetched. */
const place = document.querySelector(".hub-versions");
const mark = () => {
  // Earlier versions stand in folders of the site, so of all that an address begins with the longest is its version.
  const ways = [...place.querySelectorAll(".md-version__link")].filter(way => location.href.startsWith(way.href));
  if (!ways.length) return;
  ways.reduce((one, other) => other.href.length > one.href.length ? other : one).setAttribute("aria-current", "true");
  made.disconnect();
};
const made = new MutationObserver(mark);
made.observe(place, { childList: true, subtree: true });
mark();
/* The theme would keep, for as long as the tab is open, whether its version is out of date. Nobody asks for that here. */
const keep = window.__md_set;
window.__md_set = (key, ...more) => { if (key !== "__outdated") keep(key, ...more); };
for (const key of Object.keys(sessionStorage)) if (key.endsWith("__outdated")) sessionStorage.removeItem(key);
