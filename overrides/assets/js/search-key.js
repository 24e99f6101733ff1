/* "/" goes to the search field unless the reader is typing; the space bar changes the colours; Escape closes the menu, and so does
   going on past it; the print button prints. Nothing depends on any of these. */
addEventListener("keydown", event => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input,textarea,select,[contenteditable]")) return;
  const field = [...document.querySelectorAll("[data-hub-search]")].find(input => input.offsetParent);
  if (field) { event.preventDefault(); field.focus(); field.select(); }
});
for (const choice of document.querySelectorAll(".md-option")) choice.addEventListener("keydown", event => {
  if (event.key !== " ") return;   // the theme itself hears Enter
  event.preventDefault();
  const other = document.getElementById(choice.nextElementSibling.htmlFor);   // what a click of the mouse on the label chooses
  other.click();
  other.focus();
});
for (const menu of document.querySelectorAll(".hub-menu")) {
  menu.addEventListener("keydown", event => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", event => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;   // else it lies over what is focused
  });
}
for (const button of document.querySelectorAll("[data-hub-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
