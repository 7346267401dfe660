'use strict';

// Lists the reports of index.json, which has the newest; older ones lie on further pages, fetched when they are wanted.
const STEP = 100;
const byId = (id) => document.getElementById(id);
const state = { reports: [], older: [], shown: STEP };

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function say(text, isError = false) {
  const message = byId('message');
  message.textContent = text;
  message.className = isError ? 'error' : '';
  message.hidden = text === '';
}

async function fetchJson(path) {
  let answer;
  try {
    answer = await fetch(path, { cache: 'no-cache' });
  } catch (e) {
    throw new Error(`${path} cannot be fetched: ${e.message}`);
  }
  if (answer.status === 404 || answer.status === 403) throw new Error(`There is no ${path}: no report was made yet.`);
  if (!answer.ok) throw new Error(`${path}: the server answered ${answer.status} ${answer.statusText}`);
  try {
    return await answer.json();
  } catch (e) {
    throw new Error(`${path} is damaged: ${e.message}`);
  }
}

async function fetchOlder(all) {
  while (state.older.length > 0) {
    const page = await fetchJson(state.older[0]);
    state.older.shift();
    state.reports.push(...page.reports);
    if (!all) break;
  }
}

const idOf = (report) => report.path.substring(report.path.lastIndexOf('/') + 1);
const linkOf = (report) => `#/${report.report}/${idOf(report)}`;
const filePath = (report, extension) => `${report.path.split('/').map(encodeURIComponent).join('/')}.${extension}`;

function matches(report) {
  const from = byId('from').value;
  const to = byId('to').value;
  return (byId('report').value === '' || report.report === byId('report').value)
    && (byId('status').value === '' || report.status === byId('status').value)
    && (from === '' || report.to >= from)
    && (to === '' || report.from <= to);
}

const isFiltered = () => ['report', 'status', 'from', 'to'].some((id) => byId(id).value !== '');

function files(report, into) {
  for (const extension of ['html', 'pdf', 'ipynb']) {
    const link = element('a', extension, {
      href: filePath(report, extension),
      'aria-label': `${extension} of ${report.title}, ${report.from} to ${report.to}`,
    });
    if (extension !== 'html') link.setAttribute('download', '');
    into.append(link, ' ');
  }
}

function row(report) {
  const line = document.createElement('tr');
  const title = document.createElement('td');
  title.append(element('a', report.title, { href: linkOf(report) }));
  const status = element('td', report.status.toLowerCase(), { class: report.status.toLowerCase() });
  if (report.error) status.title = report.error;
  const links = document.createElement('td');
  files(report, links);
  line.append(
    title,
    element('td', `${report.from} to ${report.to}`),
    element('td', report.made.substring(0, 16).replace('T', ' ')),
    status,
    links,
  );
  return line;
}

function drawList() {
  const found = state.reports.filter(matches);
  byId('rows').replaceChildren(...found.slice(0, state.shown).map(row));
  const more = state.older.length > 0 ? ', and older ones' : '';
  byId('count').textContent = found.length === 0
    ? 'No report matches.'
    : `${Math.min(state.shown, found.length)} of ${found.length} reports${more}`;
  byId('more').hidden = found.length <= state.shown && state.older.length === 0;
  byId('list').hidden = false;
  byId('one').hidden = true;
  document.title = 'Reports';
}

function point(id, report) {
  const link = byId(id);
  if (report) {
    link.href = linkOf(report);
    link.removeAttribute('aria-disabled');
  } else {
    link.removeAttribute('href');
    link.setAttribute('aria-disabled', 'true');
  }
}

function drawOne(report) {
  const siblings = state.reports.filter((other) => other.report === report.report);
  const index = siblings.indexOf(report);
  byId('one-title').textContent = report.title;
  byId('one-facts').textContent =
    `${report.from} to ${report.to}, ${report.status.toLowerCase()}, made ${report.made.substring(0, 16).replace('T', ' ')} UTC`;
  byId('one-error').hidden = !report.error;
  byId('one-error').textContent = report.error || '';
  point('newer', siblings[index - 1]);
  point('older', siblings[index + 1]);
  byId('one-files').replaceChildren();
  files(report, byId('one-files'));
  byId('frame').src = filePath(report, 'html');
  byId('list').hidden = true;
  byId('one').hidden = false;
  document.title = `${report.title}, ${report.from} to ${report.to}`;
  byId('one-title').focus();
}

function drawChoices() {
  const select = byId('report');
  const chosen = select.value;
  const names = [...new Set(state.reports.map((report) => report.report))].sort();
  select.replaceChildren(element('option', 'all', { value: '' }), ...names.map((name) => element('option', name, { value: name })));
  select.value = names.includes(chosen) ? chosen : '';
}

async function draw() {
  try {
    const [, name, id] = decodeURIComponent(location.hash).split('/');
    if (name && id) {
      const find = () => state.reports.find((report) => report.report === name && idOf(report) === id);
      while (!find() && state.older.length > 0) await fetchOlder(false);
      const report = find();
      if (report) {
        say('');
        drawOne(report);
      } else {
        drawList();
        say(`There is no report ${name}/${id}.`, true);
      }
      return;
    }
    if (isFiltered()) await fetchOlder(true);
    drawChoices();
    say(state.reports.length === 0 ? 'No report was made yet.' : '');
    drawList();
  } catch (e) {
    say(e.message, true);
  }
}

async function start() {
  try {
    const index = await fetchJson('index.json');
    state.reports = index.reports;
    state.older = index.older;
  } catch (e) {
    say(e.message, true);
    return;
  }
  byId('filters').addEventListener('input', () => { state.shown = STEP; draw(); });
  byId('filters').addEventListener('submit', (event) => event.preventDefault());
  byId('filters').addEventListener('reset', () => setTimeout(() => { state.shown = STEP; draw(); }));
  byId('more').addEventListener('click', async () => {
    state.shown += STEP;
    try {
      if (state.reports.filter(matches).length < state.shown) await fetchOlder(false);
    } catch (e) {
      say(e.message, true);
    }
    drawList();
  });
  addEventListener('hashchange', draw);
  addEventListener('keydown', (event) => {
    if (byId('one').hidden || event.altKey || event.ctrlKey || event.metaKey) return;
    const target = { ArrowLeft: 'newer', ArrowRight: 'older', Escape: 'list' }[event.key];
    if (target === 'list') location.hash = '#/';
    else if (target && byId(target).href) location.hash = new URL(byId(target).href).hash;
  });
  draw();
}

start();
