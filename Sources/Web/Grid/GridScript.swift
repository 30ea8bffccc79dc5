import Crypto
import Foundation
import Support

/// The one script of the grid's pages. Without it every button sends the form; with it the count and the
/// recommendations follow each tap, the search each letter, and a poster that cannot be loaded gives way to
/// its title at once.
enum GridScript {
    /// The first 16 digits of the text's SHA-256.
    static let hash = String(SHA256.hash(data: Data(text.utf8)).hexadecimal.prefix(16))

    /// Where pages find it.
    static let path = "/assets/grid.js?v=\(hash)"

    /// The script: it asks for the page that the form's button would bring, and takes over the parts that
    /// have changed.
    static let text = #"""
        (() => {
          "use strict";
          const form = document.querySelector("form.grid");
          if (!form) return;
          const byName = "input[name=tap]";
          const always = (form.dataset.parts || "").split(" "), wanted = new Set();
          let pending = null, timer = 0;

          const address = () => {
            const fields = new URLSearchParams();
            for (const [name, value] of new FormData(form)) if (value !== "") fields.append(name, value);
            if (form.dataset.step) fields.append("step", form.dataset.step);
            return form.getAttribute("action") + "?" + fields;
          };

          // Focus stays on the control that had it, also where its part of the page is replaced.
          const replace = (id, page) => {
            const now = document.getElementById(id), next = page.getElementById(id);
            if (!now || !next) return;
            if (now.getAttribute("role") === "status") {
              if (now.textContent !== next.textContent) now.textContent = next.textContent;
              return;
            }
            const focused = now.contains(document.activeElement) ? document.activeElement : null;
            now.replaceWith(next);
            if (!focused) return;
            const same = [...next.querySelectorAll("input,button")].find(
              (node) => node.name === focused.name && node.value === focused.value);
            (same || next.querySelector("input,button") || form.querySelector(byName))?.focus();
          };

          // A newer request takes along what an older one did not bring.
          const refresh = async (...parts) => {
            for (const id of [...always, ...parts]) wanted.add(id);
            pending?.abort();
            const mine = (pending = new AbortController());
            form.setAttribute("aria-busy", "true");
            try {
              const target = address(), answer = await fetch(target, {signal: mine.signal});
              if (!answer.ok) return;
              const page = new DOMParser().parseFromString(await answer.text(), "text/html");
              for (const id of wanted) replace(id, page);
              wanted.clear();
              history.replaceState(null, "", target);
            } catch {
              // Without a connection the form still works by its buttons.
            } finally {
              if (mine === pending) form.removeAttribute("aria-busy");
            }
          };

          // The same title may stand in the grid and among what was found: both say the same.
          form.addEventListener("change", (event) => {
            if (!event.target.matches(byName)) return;
            for (const other of form.querySelectorAll(byName))
              if (other.value === event.target.value) other.checked = event.target.checked;
            clearTimeout(timer);
            refresh();
          });

          const query = form.querySelector("input[name=q]");
          query?.addEventListener("input", () => {
            clearTimeout(timer);
            timer = setTimeout(() => refresh("found", "chosen"), 250);
          });
          query?.addEventListener("keydown", (event) => {
            if (event.key !== "Enter" || event.isComposing) return;
            event.preventDefault();
            clearTimeout(timer);
            refresh("found", "chosen");
          });

          // Enter taps a tile as the space bar does; arrows walk over the grid.
          form.addEventListener("keydown", (event) => {
            if (!event.target.matches(".tiles " + byName)) return;
            const tiles = [...event.target.closest(".tiles").querySelectorAll(byName)], place = tiles.indexOf(event.target);
            const top = (node) => Math.round(node.getBoundingClientRect().top);
            const wide = tiles.findIndex((node) => top(node) > top(tiles[0])), columns = wide < 0 ? tiles.length : wide;
            const step = {ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns}[event.key];
            if (event.key === "Enter") {
              event.preventDefault();
              event.target.click();
            } else if (step && tiles[place + step]) {
              event.preventDefault();
              tiles[place + step].focus();
            }
          });

          const drop = (image) => {
            image.closest(".tile")?.classList.add("no-poster");
            image.remove();
          };
          document.addEventListener("error", (event) => {
            if (event.target.matches?.(".picture img")) drop(event.target);
          }, true);
          for (const image of document.querySelectorAll(".picture img"))
            if (image.complete && image.naturalWidth === 0) drop(image);
        })();

        """#
}
