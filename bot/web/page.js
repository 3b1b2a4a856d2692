// What the pages do more when there is script: look again when something changed, count letters, leave at once.
// Rules: nothing that is being typed is touched; nothing is stored in the browser; without script all still works.
"use strict";
(() => {
  const main = document.getElementById("main");

  // Leave now: the button, or Shift three times. The page is replaced, so that Back does not find it.
  const away = () => {
    document.documentElement.hidden = true;
    const body = new URLSearchParams({ do: "leave" });
    fetch("/", { method: "POST", body, keepalive: true, redirect: "manual" }).finally(() => location.replace("/ude"));
  };
  const leave = document.querySelector("[data-leave]");
  if (leave) {
    leave.addEventListener("click", (event) => { event.preventDefault(); away(); });
    let presses = [];
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Shift") { presses = []; return; }
      if (event.repeat) return;
      presses = [...presses.filter((at) => event.timeStamp - at < 1500), event.timeStamp];
      if (presses.length === 3) away();
    });
  }
  // A page that the browser kept in memory is drawn anew.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  // How many letters are left is said before there are none.
  document.querySelectorAll("textarea[data-limit]").forEach((box) => {
    const counter = box.closest("form").querySelector("[data-counter]");
    if (!counter) return;
    const said = counter.textContent;
    const limit = Number(box.dataset.limit);
    const count = () => {
      const written = [...box.value].length;
      counter.textContent = written > limit * 0.8 ? `${said} ${written} / ${limit}` : said;
      counter.classList.toggle("over", written > limit);
    };
    box.addEventListener("input", count);
    count();
  });

  // Live: parts that may change are taken from a fresh page; a form is never touched.
  if (!main || !main.dataset.live) return;
  let wanted = false;
  const look = async () => {
    if (document.visibilityState !== "visible") { wanted = true; return; }
    wanted = false;
    const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer || !answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("main");
    if (!fresh) return;
    if (fresh.dataset.stage !== main.dataset.stage) {
      const typing = [...document.querySelectorAll("textarea, input[type=text]")].some((box) => box.value !== box.defaultValue);
      if (!typing) location.reload();
      return;
    }
    document.querySelectorAll("[data-part]").forEach((part) => {
      const other = fresh.querySelector(`#${part.id}`);
      if (other && other.innerHTML !== part.innerHTML) part.innerHTML = other.innerHTML;
    });
  };
  document.addEventListener("visibilitychange", () => { if (wanted) look(); });
  const source = new EventSource(main.dataset.live);
  source.addEventListener("changed", look);
  source.addEventListener("over", () => { source.close(); look(); });
  // After a broken connection: whatever happened meanwhile is on the fresh page.
  let broken = false;
  source.addEventListener("error", () => { broken = true; });
  source.addEventListener("open", () => { if (broken) { broken = false; look(); } });
})();
