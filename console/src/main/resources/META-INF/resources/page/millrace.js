// The first page: sign in, see where to send, watch what arrives. Telemetry is hostile input: text only, never HTML.
const SHOWN_EVENTS = 200;
const byId = (id) => document.getElementById(id);
let csrfToken = '';
let givenPassword = '';
let stream = null;

async function api(method, path, body) {
  const headers = {};
  if (body) headers['Content-Type'] = 'application/json';
  if (method !== 'GET' && csrfToken) headers['X-Millrace-CSRF'] = csrfToken;
  const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  const text = await answer.text();
  const json = text ? JSON.parse(text) : {};
  if (!answer.ok) throw Object.assign(new Error(json.detail || json.title || `The server answered ${answer.status}.`), { status: answer.status });
  return json;
}

function say(text) {
  byId('message').textContent = text;
  byId('message').hidden = !text;
}

function show(...ids) {
  for (const id of ['sign-in', 'new-password', 'setup', 'live']) byId(id).hidden = !ids.includes(id);
  byId(ids[0]).querySelector('input')?.focus();
}

async function signedIn(session) {
  csrfToken = session.csrfToken;
  byId('who-name').textContent = `${session.organizationName} ${session.displayName || session.signInName}`.trim();
  byId('who').hidden = false;
  if (session.mustSetPassword) {
    show('new-password');
    return;
  }
  show('setup', 'live');
  await loadIntegrations();
  watch();
}

async function loadIntegrations() {
  const integrations = (await api('GET', '/api/integrations')).items || [];
  byId('integration').replaceChildren(...integrations.map((one) => new Option(one.displayName || one.referenceName, one.id)));
  byId('integration-choice').hidden = integrations.length < 2;
  if (integrations.length) await loadSetup(integrations[0].id);
}

async function loadSetup(id) {
  const setup = await api('GET', `/api/integrations/${encodeURIComponent(id)}/setup?spans=true`);
  byId('endpoint').textContent = setup.endpoint;
  byId('documents').replaceChildren(...setup.documents.map(documentView));
  byId('notes').replaceChildren(...(setup.notes || []).map((note) => element('li', note)));
}

function documentView(one, index) {
  const details = document.createElement('details');
  details.open = index === 0;
  const pre = element('pre', one.text);
  pre.id = `document-${one.id}`;
  pre.tabIndex = 0;
  const copy = element('button', 'Copy');
  copy.type = 'button';
  copy.dataset.copy = pre.id;
  details.append(element('summary', one.title), ...(one.places || []).map((place) => element('p', place, 'hint')), pre, copy);
  return details;
}

function watch() {
  stream?.close();
  stream = new EventSource('/api/events/live');
  stream.onopen = () => { byId('live-state').textContent = 'live'; };
  stream.onerror = () => { byId('live-state').textContent = 'connecting again …'; };
  stream.onmessage = (message) => addEvents(JSON.parse(message.data).events || []);
}

function addEvents(events) {
  const rows = byId('events');
  if (events.length) rows.querySelector('[colspan]')?.parentElement.remove();
  for (const event of events) {
    const row = document.createElement('tr');
    const time = typeof event.time === 'number' ? new Date(event.time / 1000).toLocaleTimeString() : String(event.time ?? '');
    const details = JSON.stringify(event.attributes ?? {});
    row.append(...[time, event.signal, event.name, String(event.session_id ?? '').slice(0, 8), details.slice(0, 300)].map((text) => element('td', text ?? '')));
    rows.prepend(row);
  }
  while (rows.children.length > SHOWN_EVENTS) rows.lastElementChild.remove();
}

function element(name, text, className = '') {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}

function onSubmit(id, action) {
  byId(id).addEventListener('submit', async (submit) => {
    submit.preventDefault();
    say('');
    try {
      await action(Object.fromEntries(new FormData(submit.target)));
    } catch (failure) {
      say(failure.message);
    }
  });
}

onSubmit('sign-in', async ({ user, password }) => {
  givenPassword = password;
  await signedIn(await api('POST', '/api/session', { user, password }));
});
onSubmit('new-password', async ({ password }) => {
  const session = await api('PUT', '/api/session/password', { current: givenPassword, password });
  givenPassword = '';
  await signedIn(session);
});
byId('integration').addEventListener('change', (change) => loadSetup(change.target.value).catch((failure) => say(failure.message)));
byId('sign-out').addEventListener('click', async () => {
  await api('DELETE', '/api/session').catch(() => {});
  location.reload();
});
document.addEventListener('click', async (click) => {
  const source = click.target.dataset?.copy;
  if (!source) return;
  await navigator.clipboard.writeText(byId(source).textContent);
  const before = click.target.textContent;
  click.target.textContent = 'Copied';
  setTimeout(() => { click.target.textContent = before; }, 1500);
});
api('GET', '/api/session').then(signedIn).catch((failure) => {
  show('sign-in');
  if (failure.status !== 401) say(failure.message);
});
