// What the pages do more when there is script: look again when something changed, count letters, leave at once.
// Rules: nothing that is being typed is touched; nothing is stored in the browser; without script all still works.
"use strict";
(() => {
  const main = document.getElementById("main");
  const here = location.pathname;
  // Whether a press of ours is on its way: it brings a page of its own.
  let going = false;

  // Leave now: the button, or Shift three times. The page is blank at once, in every tab that shows it, and replaced as
  // soon as the session has ended; a slow line does not hold it up.
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("leave") : null;
  const vanish = () => { going = true; document.documentElement.hidden = true; document.title = ""; };
  let gone = false;
  const away = () => { if (!gone) location.replace("/ude"); gone = true; };
  const leave = () => {
    vanish();
    if (tabs) tabs.postMessage("");
    fetch("/", { method: "POST", body: new URLSearchParams({ do: "leave" }), keepalive: true, redirect: "manual" }).then(away, away);
    setTimeout(away, 500);
  };
  const button = document.querySelector("[data-leave]");
  if (button) {
    if (tabs) tabs.onmessage = () => { vanish(); away(); };
    button.addEventListener("click", (event) => { event.preventDefault(); leave(); });
    let presses = [];
    addEventListener("keydown", (event) => {
      if (event.key !== "Shift") presses = [];
      else if (!event.repeat) presses = [...presses.filter((at) => event.timeStamp - at < 1500), event.timeStamp];
      if (presses.length === 3) leave();
    });
  }

  // A form is sent once, however often its button is pressed; a while later again, should the line have failed.
  addEventListener("submit", (event) => {
    if (going) event.preventDefault();
    going = true;
    setTimeout(() => { going = false; }, 3000);
  });
  // A page that the browser kept in memory is drawn anew.
  addEventListener("pageshow", (event) => { if (event.persisted) location.replace(here); });

  // How many letters are left is said before there are none.
  document.querySelectorAll("textarea[data-limit]").forEach((box) => {
    const counter = box.form.querySelector("[data-counter]");
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

  // Live: what may have changed is taken from a fresh page, piece by piece, so that a screen reader reads what is new
  // and nothing else; forms are never touched.
  if (!main || !main.dataset.live) return;
  const typing = () => [...document.querySelectorAll("textarea, input[type=text]")].some((box) => box.value !== box.defaultValue);
  const renew = (old, fresh) => {
    const pieces = [...fresh.children].filter((each) => each.id);
    if (!pieces.length) {
      if (old.innerHTML !== fresh.innerHTML) old.innerHTML = fresh.innerHTML;
      return;
    }
    [...old.children].forEach((each) => { if (each.id && !fresh.querySelector(`#${each.id}`)) each.remove(); });
    pieces.forEach((piece) => {
      const known = document.getElementById(piece.id);
      if (known) renew(known, piece); else old.append(document.importNode(piece, true));
    });
  };
  let waiting = false;
  const look = async () => {
    // What is fetched counts as seen, so nothing is fetched while nobody looks.
    waiting = document.visibilityState !== "visible";
    if (waiting || going) return;
    const answer = await fetch(here).catch(() => null);
    if (!answer || !answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("main");
    if (!fresh || fresh.dataset.stage !== main.dataset.stage) {
      if (!typing() && !going) location.replace(here);
      return;
    }
    document.querySelectorAll("[data-part]").forEach((part) => renew(part, fresh.querySelector(`#${part.id}`)));
  };
  addEventListener("visibilitychange", () => { if (waiting) look(); });

  // Without a live line there is a button to look again; with one there is no need of it.
  const again = document.querySelector("[data-without-live]");
  const source = new EventSource(main.dataset.live);
  let broken = false;
  source.addEventListener("changed", look);
  source.addEventListener("over", () => { source.close(); look(); });
  source.addEventListener("error", () => { broken = true; if (again) again.hidden = false; });
  source.addEventListener("open", () => {
    if (again) again.hidden = true;
    if (broken) look();
    broken = false;
  });
})();
