// The checklist page: print button, PDF link, and ticks that stay in this browser tab.
"use strict";

const page = location.pathname.split("/").pop();
document.getElementById("pdf").href = `${page}.pdf`;
document.getElementById("print").addEventListener("click", () => window.print());

const ticked = new Set(JSON.parse(sessionStorage.getItem(page) ?? "[]"));
for (const box of document.querySelectorAll("input[type=checkbox]")) {
  box.checked = ticked.has(box.id);
  box.addEventListener("change", () => {
    if (box.checked) ticked.add(box.id);
    else ticked.delete(box.id);
    sessionStorage.setItem(page, JSON.stringify([...ticked]));
  });
}
