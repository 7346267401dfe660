// What Lambda calls: the sign-in with settings from the environment and the key from Secrets Manager.

import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { signIn } from './sign-in.mjs';

const { SITE, COGNITO, CLIENT, KEY_PAIR, SIGNING_KEY } = process.env;
const secrets = new SecretsManagerClient({});
let key;

async function signingKey() {
  key ??= (await secrets.send(new GetSecretValueCommand({ SecretId: SIGNING_KEY }))).SecretString;
  return key;
}

export const handler = signIn(
  { site: SITE, cognito: COGNITO, client: CLIENT, keyPair: KEY_PAIR },
  signingKey,
  (address, form) => fetch(address, { method: 'POST', body: form }),
  Date.now,
);
