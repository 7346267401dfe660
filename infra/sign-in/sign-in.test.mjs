import assert from 'node:assert/strict';
import { createHash, createVerify, generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { signIn } from './sign-in.mjs';

const SETTINGS = { site: 'reports.example.com', cognito: 'people.example.com', client: 'c1', keyPair: 'K1' };
const NOW = Date.UTC(2026, 2, 1);
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs1', format: 'pem' });

function withCognito(answer, asked = []) {
  return signIn(SETTINGS, async () => pem, async (address, form) => {
    asked.push([address, Object.fromEntries(form)]);
    return answer;
  }, () => NOW);
}

function get(handler, rawPath, query = {}, cookies = []) {
  return handler({ rawPath, queryStringParameters: query, cookies });
}

function valueOf(answer, name) {
  return answer.cookies.find((each) => each.startsWith(`${name}=`)).split(';')[0].slice(name.length + 1);
}

test('signing in asks Cognito with a state and a challenge that only this browser can answer', async () => {
  const answer = await get(withCognito({ ok: true }), '/sign-in');
  const question = new URL(answer.headers.location);
  assert.equal(answer.statusCode, 302);
  assert.equal(question.origin + question.pathname, 'https://people.example.com/oauth2/authorize');
  assert.equal(question.searchParams.get('redirect_uri'), 'https://reports.example.com/sign-in/done');
  assert.equal(question.searchParams.get('state'), valueOf(answer, 'state'));
  assert.equal(
    question.searchParams.get('code_challenge'),
    createHash('sha256').update(valueOf(answer, 'verifier')).digest('base64url'),
  );
  for (const each of answer.cookies) {
    assert.match(each, /; Secure; HttpOnly; SameSite=Lax$/);
  }
});

test('who comes back gets cookies whose signature CloudFront can check, for eight hours and this site alone', async () => {
  const asked = [];
  const answer = await get(withCognito({ ok: true }, asked), '/sign-in/done', { code: 'x', state: 's' },
    ['state=s', 'verifier=v']);
  assert.deepEqual(asked, [['https://people.example.com/oauth2/token', {
    grant_type: 'authorization_code',
    client_id: 'c1',
    code: 'x',
    redirect_uri: 'https://reports.example.com/sign-in/done',
    code_verifier: 'v',
  }]]);
  const bytes = (name) => Buffer.from(
    valueOf(answer, name).replaceAll('-', '+').replaceAll('_', '=').replaceAll('~', '/'), 'base64');
  const policy = bytes('CloudFront-Policy').toString();
  assert.deepEqual(JSON.parse(policy), {
    Statement: [{
      Resource: 'https://reports.example.com/*',
      Condition: { DateLessThan: { 'AWS:EpochTime': NOW / 1000 + 8 * 3600 } },
    }],
  });
  assert.ok(createVerify('RSA-SHA1').update(policy).verify(publicKey, bytes('CloudFront-Signature')));
  assert.equal(valueOf(answer, 'CloudFront-Key-Pair-Id'), 'K1');
  assert.match(valueOf(answer, 'CloudFront-Signature'), /^[A-Za-z0-9~_-]+$/);
  assert.equal(answer.headers.location, '/');
});

test('another state, none, or no verifier gets nothing and asks nobody', async () => {
  const asked = [];
  const handler = withCognito({ ok: true }, asked);
  for (const [query, cookies] of [
    [{ code: 'x', state: 'other' }, ['state=s', 'verifier=v']],
    [{ code: 'x' }, ['verifier=v']],
    [{ code: 'x', state: 's' }, ['state=s']],
    [{ state: 's' }, ['state=s', 'verifier=v']],
  ]) {
    const answer = await get(handler, '/sign-in/done', query, cookies);
    assert.equal(answer.statusCode, 400);
    assert.equal(answer.cookies, undefined);
  }
  assert.deepEqual(asked, []);
});

test('what Cognito does not confirm gets nothing', async () => {
  const answer = await get(withCognito({ ok: false }), '/sign-in/done', { code: 'x', state: 's' },
    ['state=s', 'verifier=v']);
  assert.equal(answer.statusCode, 403);
  assert.equal(answer.cookies, undefined);
});

test('signing out takes the cookies away', async () => {
  const answer = await get(withCognito({ ok: true }), '/sign-in/out');
  assert.equal(answer.cookies.length, 3);
  for (const each of answer.cookies) {
    assert.match(each, /^CloudFront-[A-Za-z-]+=; Path=\/; Max-Age=0;/);
  }
});
