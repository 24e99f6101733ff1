/* The search page. The index is Pagefind's; the page, its filters and its words are ours.
   The address holds the whole question (?q=…&type=…&sort=date), so a search can be sent to a colleague. */
const root = document.getElementById("hub-search");
const field = document.getElementById("res-q");
const PAGE = 10;
const FEW = 6;
const FACETS = ["Type", "Theme", "Year", "For", "Status"];
const ways = document.getElementById("hub-otherwise");   // the same pages without a search
const archive = document.getElementById("hub-archive");   // only in a site that is out, once it has an earlier version
const versions = [...document.querySelectorAll("#hub-earlier a")];
const engines = {};
let run = 0;

const element = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== false && value != null) made.setAttribute(name, value === true ? "" : value);
  made.append(...children.filter(child => child != null));
  return made;
};

const question = () => {
  const given = new URLSearchParams(location.search);
  const filters = {};
  for (const facet of FACETS) if (given.get(facet)) filters[facet] = given.get(facet);
  return { text: (given.get("q") || "").trim(), filters, sort: given.get("sort") === "date" ? "date" : "match", version: given.get("in") || "" };
};

const address = ({ text, filters, sort, version }) => {
  const made = new URLSearchParams();
  if (text) made.set("q", text);
  for (const [facet, value] of Object.entries(filters)) made.set(facet, value);
  if (sort === "date") made.set("sort", "date");
  if (version) made.set("in", version);
  return `?${made}`;
};

/* Filters and sorts are links: they work with the keyboard, and can be opened in a new tab. */
const link = (asked, attributes, ...children) => {
  const made = element("a", { href: address(asked), ...attributes }, ...children);
  made.addEventListener("click", event => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, "", address(asked));
    show(true);
  });
  return made;
};

const facet = (name, counts, totals, asked, found) => {
  const chosen = asked.filters[name];
  const values = Object.keys(totals).filter(value => totals[value] || value === chosen);
  if (!values.length) return null;
  values.sort(name === "Year" ? (a, b) => b.localeCompare(a) : (a, b) => (counts[b] || 0) - (counts[a] || 0) || a.localeCompare(b));
  const without = { ...asked.filters };
  delete without[name];
  const all = link({ ...asked, filters: without }, { "aria-current": !chosen && "true" }, element("span", {}, "All"), " ", element("span", {}, chosen ? "" : String(found)));
  const items = values.slice(0, 12).map(value => element("li", {}, link(
    { ...asked, filters: { ...asked.filters, [name]: value } }, { "aria-current": chosen === value && "true" },
    element("span", {}, value), " ", element("span", {}, String(counts[value] || 0)))));
  return element("section", {}, element("h2", {}, name), element("ul", {}, element("li", {}, all), ...items));
};

/* Pagefind marks what it found in text that it has escaped; only its own marks become elements. */
const marked = excerpt => {
  const text = new DOMParser().parseFromString(excerpt, "text/html").body;
  const made = element("p");
  for (const node of text.childNodes) made.append(node.nodeName === "MARK" ? element("mark", {}, node.textContent) : node.textContent);
  return made;
};

const entry = (data, from) => {
  const { meta } = data;
  const excerpt = data.excerpt.includes("<mark>") ? marked(data.excerpt) : element("p", {}, meta.point || "");
  const said = [from, ...(data.filters.Theme || []).slice(0, 3), meta.date, meta.example].filter(Boolean);
  return element("li", {},
    element("p", { class: "hub-entries__kind" }, meta.kind || ""),
    element("h3", {}, element("a", { href: data.url }, meta.title)), excerpt,
    element("p", { class: "hub-meta" }, ...said.flatMap(words => [element("span", {}, words), " "])));
};

const fetched = {};
const words = name => (fetched[name] ??= fetch(root.dataset[name]).then(answer => answer.json()).catch(() => []));

/* What the site takes for the same, said openly: a reader sees why a page was found. */
const alsoMeant = async text => {
  const rings = await words("synonyms");
  const asked = ` ${text.toLowerCase()} `;
  const found = rings.filter(ring => ring.some(word => asked.includes(` ${word.toLowerCase()} `)));
  const plain = word => word.toLowerCase().replace(/[^a-z0-9]/g, "");
  const shown = new Map(found.flat().filter(word => !asked.includes(` ${word.toLowerCase()} `)).map(word => [plain(word), word]));
  shown.delete(plain(text));
  return [...shown.values()].slice(0, 4);
};

const distance = (a, b, most) => {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = [], row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] !== b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return row[b.length];
};

const nearest = (word, known) => {
  const most = word.length > 7 ? 3 : word.length > 4 ? 2 : 1;
  let best = null, least = most + 1;
  for (const candidate of known) {
    const away = distance(word, candidate, most);
    if (away < least) [best, least] = [candidate, away];
    if (!away) break;
  }
  return best;
};

const didYouMean = async text => {
  const known = await words("vocabulary");
  const asked = text.toLowerCase();
  const whole = nearest(asked, known);
  if (whole && whole !== asked) return whole;
  const single = known.filter(word => !word.includes(" "));
  const mended = asked.split(/\s+/).map(word => nearest(word, single) || word).join(" ");
  return mended === asked ? null : mended;
};

/* Prefixes find something for most misspellings; a theme or synonym that is nearly what was typed is still worth saying. */
const nearly = async text => {
  const asked = text.toLowerCase();
  if (asked.length < 5) return null;
  const best = nearest(asked, (await words("vocabulary")).filter(word => Math.abs(word.length - asked.length) < 4));
  return best && best !== asked ? best : null;
};

const suggestion = (asked, better) => element("p", { class: "hub-didyoumean" }, "Did you mean ", link({ ...asked, text: better }, {}, better), "?");

const nothing = async asked => {
  const parts = [element("p", {}, "Nothing was found. Try fewer or other words.")];
  if (Object.keys(asked.filters).length) parts.push(element("p", {}, link({ ...asked, filters: {} }, {}, "Search again without filters")));
  const better = asked.text ? await didYouMean(asked.text) : null;
  if (better) parts.unshift(suggestion(asked, better));
  return parts;
};

/* Who types the whole title of a page wants that page, however often others use its words. */
const isTitle = (data, text) => data.meta.title.toLowerCase() === text.toLowerCase();

const results = async (answer, mine, asked, from) => {
  const list = element("ol", { class: "hub-entries" });
  const more = element("button", { class: "hub-link", type: "button" });
  let shown = 0;
  const add = async focus => {
    const loaded = await Promise.all(answer.results.slice(shown, shown + PAGE).map(result => result.data()));
    if (mine !== run) return;
    if (!shown && asked.sort === "match") loaded.sort((a, b) => isTitle(b, asked.text) - isTitle(a, asked.text));
    const added = loaded.map(data => entry(data, from));
    list.append(...added);
    shown += loaded.length;
    const left = answer.results.length - shown;
    more.textContent = `Show ${Math.min(PAGE, left)} more of ${left}`;
    more.hidden = !left;
    if (focus) added[0]?.querySelector("a").focus();
  };
  more.addEventListener("click", () => add(true));
  await add(false);
  return [list, element("p", { class: "hub-do" }, more)];
};

const offerWays = words => {
  ways.hidden = !words;
  if (words) ways.querySelector("p").textContent = words;
};

/* An index that did not come is said and not passed over in silence; the error itself goes on to whoever looks after the site. */
const failed = announce => {
  const heading = element("h2", { id: "found", tabindex: "-1" }, "Search did not load");
  root.replaceChildren(element("div", { class: "hub-list" }, heading, element("p", { role: "status" }, "Check your connection, then load this page again.")));
  root.hidden = false;
  offerWays("The same pages without a search:");
  if (announce) heading.focus({ preventScroll: true });
};

const asks = asked => Boolean(asked.text || Object.keys(asked.filters).length);

const engineAt = index => (engines[index] ??= import(index).then(async loaded => {
  // Results lead into the version of the site that is searched, which need not stand at the top of its host.
  await loaded.options({ baseUrl: new URL("../..", index).pathname, noWorker: true, excerptLength: 28, ranking: { metaWeights: { title: 6, called: 5, point: 2, words: 1, kind: 1, date: 0 } } });
  await loaded.filters();   // without it answers carry no counts
  return loaded;
}));

const found = async (index, asked) => {
  const sort = asked.sort === "date" ? { date: "desc" } : undefined;
  return (await engineAt(index)).search(asked.text || null, { filters: asked.filters, ...(sort && { sort }) });
};

/* Each version has an index of its own. What is found in an earlier one stands apart, and each result says where it is from. */
const showEarlier = async (asked, mine, announce) => {
  for (const a of versions) {
    a.dataset.page ??= a.href;
    a.href = asks(asked) ? address({ ...asked, version: a.dataset.version }) : a.dataset.page;
    a.toggleAttribute("aria-current", false);
  }
  const chosen = versions.find(a => a.dataset.version === asked.version);
  if (!archive || !chosen || !asks(asked)) { if (archive) archive.hidden = true; return; }
  chosen.setAttribute("aria-current", "true");
  const named = `version ${asked.version}, which is not the latest`;
  const heading = element("h2", { id: "found-earlier", tabindex: "-1" });
  let parts;
  try {
    const answer = await found(new URL("index/pagefind.js", chosen.dataset.page).href, asked), count = answer.results.length;
    heading.textContent = `${count} ${count === 1 ? "result" : "results"} in ${named}`;
    parts = count ? await results(answer, mine, asked, `Version ${asked.version}, not the latest`) : [element("p", {}, "Nothing was found there.")];
  } catch {
    heading.textContent = `No results from ${named}`;
    parts = [element("p", {}, element("a", { href: chosen.dataset.page }, `Version ${asked.version} can only be searched on its own page`))];
  }
  if (mine !== run) return;
  archive.replaceChildren(element("p", { class: "hub-vh", role: "status" }, heading.textContent), heading, ...parts);
  archive.hidden = false;
  if (announce) heading.focus();
};

async function answer(mine, announce, earlier) {
  const asked = question();
  field.value = asked.text;
  offerWays(asks(asked) ? "" : "Type a word or two above, or look through the pages:");
  const looked = showEarlier(asked, mine, earlier);
  if (!asks(asked)) { root.hidden = true; return; }
  const [held, also] = await Promise.all([
    found(new URL(root.dataset.index, location.href).href, asked), asked.text ? alsoMeant(asked.text) : [],
  ]);
  if (mine !== run) return;
  const count = held.results.length;
  const heading = element("h2", { id: "found", tabindex: "-1" }, `${count} ${count === 1 ? "result" : "results"}${asked.text ? ` for “${asked.text}”` : ""}`);
  const parts = count ? await results(held, mine, asked) : await nothing(asked);
  const better = count && count < FEW && asked.text ? await nearly(asked.text) : null;
  if (better) parts.unshift(suggestion(asked, better));
  if (mine !== run) return;
  const other = { ...asked, sort: asked.sort === "date" ? "match" : "date" };
  const facets = FACETS.map(name => facet(name, held.filters[name] || {}, held.totalFilters[name] || {}, asked, count)).filter(Boolean);
  const filters = element("details", { class: "hub-facets" }, element("summary", {}, "Filter results"), element("nav", { "aria-label": "Filter results" }, ...facets));
  const section = element("section", { class: "hub-listing__main hub-results", "aria-labelledby": "found" }, heading,
    count > 1 ? element("p", { class: "hub-applied" }, element("span", {}, asked.sort === "date" ? "Newest first. " : "Best match first. ",
      link(other, {}, asked.sort === "date" ? "Show best match first" : "Show newest first"))) : null,
    also.length ? element("p", { class: "hub-applied" }, element("span", {}, "Also searched: ", element("strong", {}, also.join(", ")))) : null,
    ...parts);
  const live = element("p", { class: "hub-vh", role: "status" });
  root.replaceChildren(live, element("div", { class: facets.length ? "hub-listing" : "hub-list" }, ...(facets.length ? [filters, section] : [section])));
  root.hidden = false;
  if (!count) offerWays("Or look through the pages:");
  document.title = `${asked.text || "Search"} - ${document.title.split(" - ").pop()}`;
  live.textContent = heading.textContent;
  if (announce && !earlier) heading.focus({ preventScroll: true });
  await looked;
}

async function show(announce, earlier = false) {
  const mine = ++run;
  try {
    await answer(mine, announce, earlier);
  } catch (error) {
    if (mine === run) failed(announce);
    throw error;
  }
}

for (const a of versions) a.addEventListener("click", event => {
  if (event.metaKey || event.ctrlKey || event.shiftKey || !asks(question())) return;
  event.preventDefault();
  history.pushState(null, "", address({ ...question(), version: a.dataset.version }));
  show(true, true);
});

field.form.addEventListener("submit", event => {
  event.preventDefault();
  history.pushState(null, "", address({ ...question(), text: field.value.trim() }));
  show(true);
});
addEventListener("popstate", () => show(false));
show(false);
