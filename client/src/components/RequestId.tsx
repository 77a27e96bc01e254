/** The id of a request, as it stands in the logs of the server. */
export function RequestId({ id }: { id: string }) {
  return (
    <p style={{ margin: '4px 0 0', fontSize: 13 }}>
      Request id <code className="mono">{id}</code>
    </p>
  );
}
