// The table of contents follows the reading place.
export function followReading(contents) {
  const links = [...contents.querySelectorAll("a")];
  const places = links.map((link) => document.querySelector(link.hash));
  let waiting;
  const follow = () => {
    waiting = false;
    const passed = (place) => place && place.getBoundingClientRect().top < 48;
    const at = places.map(passed).lastIndexOf(true);
    links.forEach((link, index) => {
      if (index === at) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
    // Where the list is longer than the window, it scrolls by itself; the page stays.
    const list = contents.querySelector("ol");
    if (at >= 0) list.scrollTop = links[at].offsetTop - list.clientHeight / 2;
  };
  const soon = () => {
    if (!waiting) waiting = requestAnimationFrame(follow);
  };
  addEventListener("scroll", soon, { passive: true });
  soon();
}
