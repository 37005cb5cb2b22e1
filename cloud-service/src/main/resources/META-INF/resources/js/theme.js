/* Runs before the first paint, so that a remembered theme does not flash. A classic script on purpose. */
(() => {
  let wish = null;
  try {
    wish = localStorage.getItem('lockward.theme');
  } catch {
    /* storage is blocked: the system's preference holds */
  }
  if (wish === 'light' || wish === 'dark') document.documentElement.dataset.theme = wish;
})();
