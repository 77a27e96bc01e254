import { Button, FileInput, Group, Modal, MultiSelect, Progress, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconFile } from '@tabler/icons-react';
import type { EvidenceKind } from '../../api/types';
import { formatBytes } from '../../components/format';
import { notifyDone } from '../../components/notify';
import { ProblemAlert } from '../../components/ProblemAlert';
import { useControlOptions } from '../../frameworks/useControlOptions';
import { KIND_OPTIONS } from './kinds';
import { LARGEST_FILE_BYTES } from './upload';
import { useUpload } from './useUpload';

interface UploadValues {
  file: File | null;
  kind: EvidenceKind | null;
  title: string;
  controls: string[];
  expiresOn: string;
}

function fileProblem(file: File | null): string | null {
  if (!file) {
    return 'Choose a file.';
  }
  return file.size > LARGEST_FILE_BYTES ? `The file has ${formatBytes(file.size)}; at most 1 GiB is accepted.` : null;
}

/** Adds a file as evidence for a system. */
export function UploadDialog({ systemId, onClose }: { systemId: string; onClose: () => void }) {
  const upload = useUpload(systemId);
  const controls = useControlOptions();
  const form = useForm<UploadValues>({
    initialValues: { file: null, kind: null, title: '', controls: [], expiresOn: '' },
    validate: {
      file: fileProblem,
      kind: (value) => (value ? null : 'Choose what kind of evidence this is.'),
      title: (value) => (value.trim() ? null : 'Enter a title.'),
    },
  });
  const submit = form.onSubmit(({ file, kind, title, ...rest }) => {
    if (!file || !kind) {
      return;
    }
    upload.mutate(
      { file, kind, title: title.trim(), ...rest },
      {
        onSuccess: (item) => {
          notifyDone(`${item.title} was added; its SHA-256 is recorded in the audit log.`);
          onClose();
        },
      },
    );
  });
  const chooseFile = (file: File | null) => {
    form.setFieldValue('file', file);
    if (file && !form.values.title) {
      form.setFieldValue('title', file.name.replace(/\.[^.]+$/, ''));
    }
  };
  const close = () => {
    upload.cancel();
    onClose();
  };
  const failed = upload.isError && upload.error.name !== 'AbortError';
  const percent = Math.round(upload.progress * 100);
  return (
    <Modal opened onClose={close} title="Add evidence" size={560}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {failed ? <ProblemAlert title="The evidence was not added" error={upload.error} /> : null}
          <FileInput
            label="File"
            required
            description="Up to 1 GiB. It is stored under its SHA-256 and cannot be changed afterwards."
            placeholder="Choose a file"
            leftSection={<IconFile size={16} />}
            clearable
            disabled={upload.isPending}
            value={form.values.file}
            onChange={chooseFile}
            error={form.errors.file}
          />
          <Group grow align="start">
            <Select label="Kind" required searchable data={KIND_OPTIONS} {...form.getInputProps('kind')} />
            <TextInput label="Valid until" type="date" {...form.getInputProps('expiresOn')} />
          </Group>
          <TextInput label="Title" required maxLength={300} {...form.getInputProps('title')} />
          <MultiSelect
            label="Controls"
            description="Controls that this evidence supports"
            placeholder={form.values.controls.length === 0 ? 'Any' : undefined}
            searchable
            clearable
            limit={60}
            nothingFoundMessage="No control matches"
            data={controls}
            {...form.getInputProps('controls')}
          />
          {upload.isPending ? (
            <div>
              <Progress value={percent} aria-label="Upload" />
              <Text size="sm" c="dimmed" role="status" mt={4}>
                {percent < 100 ? `${percent}% sent` : 'Sent; the server is storing it'}
              </Text>
            </div>
          ) : null}
          <Group gap="xs" justify="end">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={upload.isPending}>
              Upload
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
