import { Alert, Button, Group, Modal, MultiSelect, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { idempotencyKey } from '../api/client';
import { ApiError } from '../api/problem';
import type { AttestationCreate, Control, ControlResult, Execution } from '../api/types';
import { words } from '../components/format';
import { notifyDone } from '../components/notify';
import { ProblemAlert } from '../components/ProblemAlert';
import { allEvidenceQuery } from '../systems/evidence/queries';
import { attestationValidation, inOneYear } from './attestation';
import { OUTCOME_LABELS } from './outcomes';
import { useAttest } from './queries';

const OUTCOMES: readonly AttestationCreate['outcome'][] = ['pass', 'fail', 'not_applicable'];

interface AttestDialogProps {
  execution: Execution;
  result: ControlResult;
  control: Control | undefined;
  onClose: () => void;
}

/** An auditor decides a control that no rule could decide. */
export function AttestDialog({ execution, result, control, onClose }: AttestDialogProps) {
  const attest = useAttest();
  const evidence = useQuery(allEvidenceQuery(execution.system_id));
  const [key] = useState(idempotencyKey);
  const [initialValues] = useState(() => ({
    outcome: 'pass' as AttestationCreate['outcome'],
    statement: '',
    evidence_ids: [] as string[],
    valid_until: inOneYear(new Date()),
  }));
  const form = useForm({
    initialValues,
    validate: attestationValidation,
  });
  const submit = form.onSubmit((values) =>
    attest.mutate(
      {
        key,
        attestation: {
          ...values,
          system_id: execution.system_id,
          framework_id: execution.framework_id,
          control_id: result.control_id,
        },
      },
      {
        onSuccess: () => {
          notifyDone(`${result.label} is attested. It counts from the next execution on.`);
          onClose();
        },
        onError: (error) => error instanceof ApiError && form.setErrors(error.fieldErrors),
      },
    ),
  );
  return (
    <Modal opened onClose={onClose} title={`Attest ${result.label}: ${result.title}`} size={600}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {attest.isError ? <ProblemAlert title="The attestation was not recorded" error={attest.error} /> : null}
          {control ? (
            <div>
              <Text size="sm">{control.statement}</Text>
              <Text size="sm" c="dimmed" mt={6}>
                {control.guidance}
              </Text>
              {control.evidence_kinds.length > 0 ? (
                <Text size="sm" mt={6}>
                  Evidence: {control.evidence_kinds.map(words).join(', ')}
                </Text>
              ) : null}
            </div>
          ) : null}
          <Radio.Group label="Your decision" {...form.getInputProps('outcome')}>
            <Group gap="lg" mt={6}>
              {OUTCOMES.map((outcome) => (
                <Radio key={outcome} value={outcome} label={OUTCOME_LABELS[outcome]} />
              ))}
            </Group>
          </Radio.Group>
          <Textarea
            label="Statement"
            description="What you looked at and why it decides the control (20 to 5,000 characters)"
            required
            autosize
            minRows={4}
            maxLength={5000}
            {...form.getInputProps('statement')}
          />
          <MultiSelect
            label="Evidence"
            placeholder={form.values.evidence_ids.length === 0 ? 'Evidence of this system' : undefined}
            searchable
            nothingFoundMessage="No evidence matches"
            data={
              evidence.data?.map(({ id, title, kind }) => ({ value: id, label: `${title} (${words(kind)})` })) ?? []
            }
            {...form.getInputProps('evidence_ids')}
          />
          <TextInput label="Valid until" type="date" required w={200} {...form.getInputProps('valid_until')} />
          <Alert color="gray" role="note">
            The attestation is recorded under your name in the audit log and cannot be changed. A rule that fails a
            control is never overridden by it.
          </Alert>
          <Group gap="xs" justify="end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={attest.isPending}>
              Record the attestation
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
