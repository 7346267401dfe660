// Sign-in of the reports' site: sends people to Cognito, and gives who comes back from there the cookies that CloudFront
// asks for. Runs as a Lambda function that CloudFront alone may call.

import { createHash, createSign, randomBytes } from 'node:crypto';

const MINUTES_TO_SIGN_IN = 10;
const HOURS_SIGNED_IN = 8;
const IN_PROGRESS = ['state', 'verifier'];
const SIGNED = ['CloudFront-Policy', 'CloudFront-Signature', 'CloudFront-Key-Pair-Id'];

/**
 * @param settings `site` and `cognito` are hosts, `client` the id at Cognito, `keyPair` the id of CloudFront's public key
 * @param signingKey gives the PEM of the private key to it
 * @param post sends a form to an address, as `fetch` does
 * @param now in milliseconds
 */
export function signIn(settings, signingKey, post, now) {
  const { site, cognito, client, keyPair } = settings;
  const comeBackTo = `https://${site}/sign-in/done`;

  function begin() {
    const state = randomBytes(24).toString('base64url');
    const verifier = randomBytes(48).toString('base64url');
    const question = new URLSearchParams({
      response_type: 'code',
      client_id: client,
      redirect_uri: comeBackTo,
      scope: 'openid email',
      state,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    return redirect(`https://${cognito}/oauth2/authorize?${question}`, [
      cookie('state', state, '/sign-in', MINUTES_TO_SIGN_IN * 60),
      cookie('verifier', verifier, '/sign-in', MINUTES_TO_SIGN_IN * 60),
    ]);
  }

  async function finish(asked, given) {
    if (!asked.code || !asked.state || asked.state !== given.state || !given.verifier) {
      return page(400, 'This sign-in was begun elsewhere or too long ago.');
    }
    const answer = await post(`https://${cognito}/oauth2/token`, new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: client,
      code: asked.code,
      redirect_uri: comeBackTo,
      code_verifier: given.verifier,
    }));
    if (!answer.ok) {
      return page(403, 'Cognito does not confirm this sign-in.');
    }
    return redirect('/', [
      ...(await passes()),
      ...IN_PROGRESS.map((name) => cookie(name, '', '/sign-in', 0)),
    ]);
  }

  async function passes() {
    const until = Math.floor(now() / 1000) + HOURS_SIGNED_IN * 3600;
    const policy = JSON.stringify({
      Statement: [{
        Resource: `https://${site}/*`,
        Condition: { DateLessThan: { 'AWS:EpochTime': until } },
      }],
    });
    const signature = createSign('RSA-SHA1').update(policy).sign(await signingKey());
    const values = [forCloudFront(Buffer.from(policy)), forCloudFront(signature), keyPair];
    return SIGNED.map((name, i) => cookie(name, values[i], '/', HOURS_SIGNED_IN * 3600));
  }

  return async (event) => {
    switch (event.rawPath) {
      case '/sign-in':
        return begin();
      case '/sign-in/done':
        return finish(event.queryStringParameters ?? {}, cookiesOf(event));
      case '/sign-in/out':
        return redirect('/sign-in/needed', SIGNED.map((name) => cookie(name, '', '/', 0)));
      case '/sign-in/needed':
        return page(200, 'You are not signed in, or there is no such report.');
      default:
        return page(404, 'There is nothing here.');
    }
  };
}

/** As CloudFront writes bytes in cookies. */
function forCloudFront(bytes) {
  return bytes.toString('base64').replaceAll('+', '-').replaceAll('=', '_').replaceAll('/', '~');
}

function cookie(name, value, path, seconds) {
  return `${name}=${value}; Path=${path}; Max-Age=${seconds}; Secure; HttpOnly; SameSite=Lax`;
}

function cookiesOf(event) {
  return Object.fromEntries((event.cookies ?? []).map((each) => {
    const at = each.indexOf('=');
    return [each.slice(0, at).trim(), each.slice(at + 1)];
  }));
}

function redirect(location, cookies) {
  return { statusCode: 302, headers: { location, 'cache-control': 'no-store' }, cookies };
}

function page(statusCode, text) {
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Reports</title><p>${text}</p>`
    + '<p><a href="/sign-in">Sign in</a></p></html>';
  return { statusCode, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }, body };
}
