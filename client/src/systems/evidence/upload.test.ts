import { expect, test } from 'vitest';
import { uploadAddress } from './upload';

const UPLOAD = {
  systemId: 'abc',
  file: new File(['x'], 'x.txt'),
  kind: 'test_report' as const,
  title: 'Bias & accuracy',
  controls: ['eu_ai_act/art_9_2', 'nist_ai_rmf/map_1_1'],
  expiresOn: '',
};

test('the address repeats each control and escapes the title', () => {
  const url = new URL(uploadAddress(UPLOAD), 'https://host');
  expect(url.pathname).toBe('/api/systems/abc/evidence');
  expect(url.searchParams.getAll('controls')).toEqual(UPLOAD.controls);
  expect(url.searchParams.get('title')).toBe('Bias & accuracy');
  expect(url.searchParams.has('expires_at')).toBe(false);
});

test('evidence counts until the end of its last day', () => {
  const url = new URL(uploadAddress({ ...UPLOAD, expiresOn: '2027-03-31' }), 'https://host');
  expect(url.searchParams.get('expires_at')).toBe('2027-03-31T23:59:59Z');
});
