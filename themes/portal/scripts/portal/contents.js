// The table of contents follows the reading place.
import { all, one } from "../common/dom.js";

/** @param {HTMLElement} contents */
export function followReading(contents) {
  /** @type {HTMLAnchorElement[]} */
  const links = all("a", contents);
  const places = links.map((link) => document.querySelector(link.hash));
  const list = one("ol", contents);
  let [current] = links;
  let waiting = 0;
  const follow = () => {
    waiting = 0;
    current.removeAttribute("aria-current");
    const at = places.map((place) => place && place.getBoundingClientRect().top < 48).lastIndexOf(true);
    if (at < 0) return;
    current = links[at];
    current.setAttribute("aria-current", "true");
    // Where the list is longer than the window, it scrolls by itself; the page stays.
    list.scrollTop = current.offsetTop - list.clientHeight / 2;
  };
  // At most once a frame.
  const soon = () => {
    waiting = waiting || requestAnimationFrame(follow);
  };
  addEventListener("scroll", soon, { passive: true });
  soon();
}
