/* The page that a link leads to: says what it hands out. */
const $ = (id) => document.getElementById(id);
const here = location.pathname.replace(/\/$/, '');

function size(bytes) {
  const units = ['bytes', 'KB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1_000 && unit < units.length - 1) {
    value /= 1_000;
    unit++;
  }
  return `${value.toLocaleString(undefined, { maximumFractionDigits: unit === 0 ? 0 : 1 })} ${units[unit]}`;
}

function nothing(words) {
  $('why').textContent = words;
  $('none').hidden = false;
}

async function show() {
  try {
    const answer = await fetch(`${here}/about`);
    if (answer.status === 429) return nothing('Too many tries. Wait a minute and open the link again.');
    if (!answer.ok) return nothing('This link opens nothing, or no longer does.');
    const { bytes, expiresAt, downloads } = await answer.json();
    const until = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(expiresAt));
    const times = downloads === 1 ? 'once more' : `${downloads} more times`;
    $('facts').textContent = `${size(bytes)}. It can be downloaded ${times}, until ${until}.`;
    $('download').href = `${here}/package`;
    $('there').hidden = false;
  } catch {
    nothing('The service does not answer. Try again later.');
  }
}

show();
