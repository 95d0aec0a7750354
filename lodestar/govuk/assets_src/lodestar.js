// What a page can do better with scripts. Nothing here is needed to get work done.
import { initAll } from "./govuk-frontend.min.js";

initAll();

// On a narrow screen a list comes before its filters: they fold away until asked for.
const narrow = window.matchMedia("(max-width: 48.0525em)");
for (const fold of document.querySelectorAll("details[data-module='lodestar-fold']")) {
  if (narrow.matches) {
    fold.open = false;
  }
  narrow.addEventListener("change", (change) => {
    fold.open = !change.matches;
  });
}

for (const button of document.querySelectorAll("button[data-module='lodestar-print']")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
