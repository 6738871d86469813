import { describe, expect, it } from 'vitest';
import type { WebConfiguration } from '../api/types';
import { toAmplify } from './cognito';

const cloud: WebConfiguration = {
  environment: 'production',
  region: 'eu-central-1',
  userPoolId: 'eu-central-1_abc',
  userPoolClientId: 'client',
  identityPoolId: 'eu-central-1:pool',
  userPoolEndpoint: null,
  identityPoolEndpoint: null,
  oauth: null,
  socialProviders: [],
};

describe('the configuration of Amplify', () => {
  it('has no endpoint on AWS', () => {
    expect(toAmplify(cloud, 'https://example.com/').Auth?.Cognito).toEqual({
      userPoolId: 'eu-central-1_abc',
      userPoolClientId: 'client',
      loginWith: { email: true },
    });
  });

  it('has the emulator’s endpoint locally', () => {
    expect(toAmplify({ ...cloud, userPoolEndpoint: 'http://localhost:9339/' }, 'http://localhost:5173/').Auth?.Cognito).toMatchObject({
      userPoolEndpoint: 'http://localhost:9339/',
    });
  });

  it('uses the code grant, never the implicit one, where there is social sign-in', () => {
    const config = toAmplify(
      { ...cloud, oauth: { domain: 'x.auth.example.com', scopes: ['openid'] }, socialProviders: ['Google'] },
      'https://example.com/',
    );
    expect(config.Auth?.Cognito.loginWith?.oauth).toEqual({
      domain: 'x.auth.example.com',
      scopes: ['openid'],
      redirectSignIn: ['https://example.com/'],
      redirectSignOut: ['https://example.com/'],
      responseType: 'code',
    });
  });
});
