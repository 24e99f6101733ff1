/* "/" goes to the search field unless the reader is typing; the print button prints. Nothing depends on either. */
addEventListener("keydown", event => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input,textarea,select,[contenteditable]")) return;
  const field = [...document.querySelectorAll("[data-hub-search]")].find(input => input.offsetParent);
  if (field) { event.preventDefault(); field.focus(); field.select(); }
});
for (const button of document.querySelectorAll("[data-hub-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
