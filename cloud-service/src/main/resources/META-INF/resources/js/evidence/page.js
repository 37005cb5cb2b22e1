/*
 * The page /verify. It works with the network off, and is not able to send anything.
 */
import { check } from './sha256.js';
import { verify } from './verifier.js';
import { headline, outcomeWords, sentences } from './words.js';

const $ = (id) => document.getElementById(id);
const SHAPES = {
  holds: 'M12 2 20 5v6c0 5-3.4 8.6-8 11-4.6-2.4-8-6-8-11V5zM8 12l3 3 5-6',
  open: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7.5v5.5M12 16.5v.1',
  fails: 'M12 3 22 20H2zM12 9.5v5M12 17v.1',
};

let asked = 0;

function line(text) {
  const item = document.createElement('li');
  item.textContent = text;
  return item;
}

function row(one) {
  const tr = document.createElement('tr');
  for (const text of [outcomeWords(one.outcome), one.place, one.detail]) {
    const cell = document.createElement('td');
    cell.textContent = text;
    tr.append(cell);
  }
  return tr;
}

function show(verdict) {
  $('verdict').className = `verdict ${verdict.state}`;
  $('line').setAttribute('d', SHAPES[verdict.state]);
  $('headline').textContent = headline(verdict.state);
  $('sentences').replaceChildren(...sentences(verdict).map(line));
  $('fingerprint').textContent = verdict.fingerprint;
  $('fingerprint').hidden = verdict.state !== 'open';
  $('checks').replaceChildren(...verdict.checks.map(row));
  $('details').hidden = verdict.checks.length === 0;
  $('limits').hidden = verdict.state === 'fails';
  $('result').hidden = false;
}

const refused = (words) => ({
  state: 'fails',
  checks: [{ what: 'archive', place: 'This browser', outcome: 'fails', detail: words }],
  manifest: null,
  fingerprint: '',
});

async function verdictOf(file, root, mine) {
  try {
    if (!(await check())) return refused('does not compute SHA-256 as it should');
    return await verify(file, root, (done) => mine() && ($('progress').value = done));
  } catch (e) {
    return refused(
      e.name === 'NotSupportedError'
        ? 'cannot check Ed25519 signatures. Use a newer one, or lockward evidence verify'
        : `could not read the file: ${e.message}`,
    );
  }
}

async function go() {
  const number = ++asked;
  const mine = () => number === asked;
  const root = $('root').value.trim();
  const wrong = root !== '' && !/^[A-Za-z0-9_-]{43}$/.test(root);
  $('root-wrong').hidden = !wrong;
  $('root').setAttribute('aria-invalid', String(wrong));
  const file = $('file').files[0];
  if (file) $('name').textContent = file.name;
  if (wrong || !file) {
    $('result').hidden = true;
    return;
  }
  $('progress').value = 0;
  $('working').hidden = false;
  const verdict = await verdictOf(file, root, mine);
  if (!mine()) return;
  $('working').hidden = true;
  show(verdict);
}

$('file').addEventListener('change', go);
$('root').addEventListener('input', go);
$('ask').addEventListener('submit', (event) => {
  event.preventDefault();
  go();
});
for (const kind of ['dragover', 'dragleave', 'drop']) {
  $('drop').addEventListener(kind, (event) => {
    event.preventDefault();
    $('drop').classList.toggle('over', kind === 'dragover');
    if (kind === 'drop' && event.dataTransfer.files.length === 1) {
      $('file').files = event.dataTransfer.files;
      go();
    }
  });
}
