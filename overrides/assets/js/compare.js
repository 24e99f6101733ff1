/* The page of a record's history: the comparison of any two texts, done here as macros/site/comparing.py does it for neighbours.
   The address holds what is compared (?a=2026.09&b=2026.11), so a comparison can be sent to a colleague. */
const form = document.getElementById("hub-compare");
const shown = document.getElementById("hub-compared");
const ALIKE = 0.5, AROUND = 1;
const WHOLE = { added: " hub-line--added", removed: " hub-line--removed" };

const element = (tag, name, ...children) => {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.append(...children);
  return made;
};

/* The longest run that both lists have, the first of those, then the same to the left and right of it. */
const runs = (a, b) => {
  const where = new Map();
  b.forEach((item, j) => where.has(item) ? where.get(item).push(j) : where.set(item, [j]));
  const found = [], left = [[0, a.length, 0, b.length]];
  while (left.length) {
    const [a0, a1, b0, b1] = left.pop();
    let [bestA, bestB, size] = [a0, b0, 0], before = new Map();
    for (let i = a0; i < a1; i++) {
      const now = new Map();
      for (const j of where.get(a[i]) || []) {
        if (j < b0 || j >= b1) continue;
        const length = (before.get(j - 1) || 0) + 1;
        now.set(j, length);
        if (length > size) [bestA, bestB, size] = [i - length + 1, j - length + 1, length];
      }
      before = now;
    }
    if (!size) continue;
    found.push([bestA, bestB, size]);
    left.push([a0, bestA, b0, bestB], [bestA + size, a1, bestB + size, b1]);
  }
  return found.sort((x, y) => x[0] - y[0] || x[1] - y[1]);
};

/* [is the same, from a, to a, from b, to b] for all of both lists, in order. */
const steps = (a, b) => {
  const made = [];
  let i = 0, j = 0;
  const add = (same, a1, b1) => {
    const last = made.at(-1);
    if (a1 > i || b1 > j) {
      if (last && last[0] === same) [last[2], last[4]] = [a1, b1];
      else made.push([same, i, a1, j, b1]);
    }
    [i, j] = [a1, b1];
  };
  for (const [x, y, size] of runs(a, b)) { add(false, x, y); add(true, x + size, y + size); }
  add(false, a.length, b.length);
  return made;
};

const words = text => text.match(/\S+\s*|\s+/g) || [];

const reworded = (old, now) => {
  const [was, is] = [words(old), words(now)], made = steps(was, is);
  const same = made.reduce((sum, [equal, a0, a1]) => sum + (equal ? a1 - a0 : 0), 0);
  if (2 * same / (was.length + is.length) < ALIKE) return null;
  return made.flatMap(([equal, a0, a1, b0, b1]) => equal ? [["same", is.slice(b0, b1).join("")]]
    : [["removed", was.slice(a0, a1).join("")], ["added", is.slice(b0, b1).join("")]].filter(([, text]) => text));
};

/* [kind of block, [[what became of it, text], …]] for every block of both texts. */
const compared = (old, now) => {
  const key = block => block.join("\u0000");
  return steps(old.map(key), now.map(key)).flatMap(([equal, a0, a1, b0, b1]) => {
    if (equal) return now.slice(b0, b1).map(([kind, text]) => [kind, [["same", text]]]);
    const was = old.slice(a0, a1), is = now.slice(b0, b1), made = [];
    for (let n = 0; n < Math.max(was.length, is.length); n++) {
      const [x, y] = [was[n], is[n]];
      const pieces = x && y && x[0] === y[0] && reworded(x[1], y[1]);
      if (pieces) { made.push([y[0], pieces]); continue; }
      if (x) made.push([x[0], [["removed", x[1]]]]);
      if (y) made.push([y[0], [["added", y[1]]]]);
    }
    return made;
  });
};

const drawn = ([kind, pieces]) => {
  const whole = pieces.length === 1 ? pieces[0][0] : "";
  const made = element("p", `hub-line${WHOLE[whole] || ""}${kind === "h" ? " hub-line--head" : ""}`);
  for (const [how, text] of pieces) {
    if (how === "same") { made.append(text); continue; }
    const said = element("b", whole ? "" : "hub-vh", how === "added" ? "Added: " : "Removed: ");
    made.append(element(how === "added" ? "ins" : "del", "", said, text, ...(whole ? [] : [element("b", "hub-vh", " (end) ")])));
  }
  return made;
};

const shortened = lines => {
  const made = [];
  let run = [];
  const close = last => {
    const before = made.length ? AROUND : 0, after = last ? 0 : AROUND, hidden = run.length - before - after;
    if (hidden < 2) made.push(...run.map(drawn));
    else made.push(...run.slice(0, before).map(drawn), element("p", "hub-same", `${hidden} paragraphs are the same.`), ...run.slice(run.length - after).map(drawn));
    run = [];
  };
  for (const line of lines) {
    if (line[1].length === 1 && line[1][0][0] === "same") { run.push(line); continue; }
    close(false);
    made.push(drawn(line));
  }
  close(true);
  return made;
};

const read = async select => {
  const answer = await fetch(select.selectedOptions[0].dataset.text);
  if (!answer.ok) throw new Error(answer.status);
  const text = await answer.json();
  return [["h", text.title], ...text.blocks];
};

const show = async () => {
  const heading = element("h3", "", `From version ${form.a.value} to version ${form.b.value}`);
  heading.tabIndex = -1;
  try {
    const [old, now] = await Promise.all([read(form.a), read(form.b)]);
    const lines = compared(old, now), same = lines.every(([, pieces]) => pieces.length === 1 && pieces[0][0] === "same");
    shown.replaceChildren(heading, ...(same ? [element("p", "", "Both have the same text.")] : shortened(lines)));
  } catch {
    shown.replaceChildren(heading, element("p", "", "One of these texts could not be read. Try again, or open both versions."));
  }
  shown.hidden = false;
  heading.focus();
};

form.hidden = false;
document.getElementById("hub-uncompared").hidden = true;
form.addEventListener("submit", event => {
  event.preventDefault();
  history.replaceState(null, "", `?${new URLSearchParams(new FormData(form))}`);
  show();
});
const asked = new URLSearchParams(location.search);
const options = [...form.a.options].map(option => option.value);
if (options.includes(asked.get("a")) && options.includes(asked.get("b"))) {
  [form.a.value, form.b.value] = [asked.get("a"), asked.get("b")];
  show();
}
