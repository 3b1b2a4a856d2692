// Says so when a press takes long. Looks again when the server says that something changed; boxes that somebody types
// in are never touched.
"use strict";
(function () {
  // What takes long says so when it is pressed.
  document.addEventListener("submit", function (event) {
    var busy = event.target.matches("[data-slow]") && event.target.querySelector("[data-busy]");
    if (busy) busy.hidden = false;
  });
  if (!window.EventSource || !window.fetch || !document.querySelector("[data-fresh]")) return;
  var asking = false, again = false;
  function look() {
    if (asking) { again = true; return; }
    asking = true;
    fetch(location.href, { credentials: "same-origin" })
      .then(function (answer) { if (!answer.ok) throw new Error("gone"); return answer.text(); })
      .then(function (text) {
        var fresh = new DOMParser().parseFromString(text, "text/html");
        if (!fresh.querySelector("[data-fresh]")) throw new Error("another page");
        document.querySelectorAll("[data-fresh]").forEach(function (part) {
          var other = fresh.getElementById(part.id);
          if (other && other.innerHTML !== part.innerHTML && !part.contains(document.activeElement)) part.innerHTML = other.innerHTML;
        });
      })
      .catch(function () {
        stream.close();
        // Nobody is to wait at a page that has stopped looking.
        document.querySelectorAll("[data-stale]").forEach(function (part) { part.hidden = false; });
      })
      .then(function () { asking = false; if (again) { again = false; look(); } });
  }
  var stream = new EventSource("/personale/live");
  stream.addEventListener("changed", look);
  stream.addEventListener("over", function () { stream.close(); });
})();
