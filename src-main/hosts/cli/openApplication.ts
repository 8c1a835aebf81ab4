import { resolveDevice } from '../../services/testDevices.ts';
import { createComputeClient } from '../../compute/computeClient.ts';
import type { MethodInput, MethodName, MethodOutput } from '../../compute/computeContract.ts';
import { spawnChildProcess } from '../../compute/spawnChildProcess.ts';
import { DomainError, type DomainErrorCode, domainErrorCodes } from '../../core/base/errors.ts';
import { type Application, createApplication } from '../../services/application.ts';
import { type AppClient, createInProcessClient } from '../../services/transports/inProcess.ts';
import { hostDiagnostics } from '../shared/hostDiagnostics.ts';
import type { CommandContext } from './command.ts';

export interface OpenedApplication {
  readonly application: Application;
  readonly client: AppClient;
}

/** Opens the app without a screen for the time of one command. Errors come back as the DomainErrors that they were. */
export async function withApplication<T>(context: CommandContext, work: (opened: OpenedApplication) => Promise<T>): Promise<T> {
  const application = await createApplication({
    dataDir: context.dataDir,
    locationFile: context.locationFile,
    resourcesDir: context.paths.resourcesDir,
    modelsDir: context.paths.modelsDir,
    clock: context.clock,
    logger: context.logger,
    spawnCompute: spawnChildProcess(context.paths.computeEntry),
    host: 'in-process',
    modelSource: context.env['MARQUEE_MODEL_SOURCE'] ?? null,
    version: context.paths.version,
    extraDiagnostics: () => hostDiagnostics(context.paths, context.env),
  });
  if (application.movedNotice !== null) context.note(application.movedNotice);
  try {
    return await work({ application, client: createInProcessClient(application.router) });
  } catch (error) {
    throw asDomainError(error);
  } finally {
    await application.close();
  }
}

/** Runs heavy work in its own process, with progress on standard error and Ctrl-C as cancellation. */
export async function withCompute<T>(
  context: CommandContext,
  work: (
    call: <M extends MethodName>(method: M, input: MethodInput<M>) => Promise<MethodOutput<M>>,
    deviceOf: (choice: Parameters<typeof resolveDevice>[1]) => ReturnType<typeof resolveDevice>,
  ) => Promise<T>,
): Promise<T> {
  const compute = createComputeClient({ spawn: spawnChildProcess(context.paths.computeEntry), logger: context.logger });
  try {
    return await work(
      (method, input) => compute.call(method, input, { signal: context.signal, reportProgress: context.reportProgress }),
      (choice) => resolveDevice(compute, choice, context.signal),
    );
  } finally {
    compute.close();
  }
}

const domainCodes: ReadonlySet<string> = new Set(domainErrorCodes);

function asDomainError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DomainError || !('code' in error) || !domainCodes.has(String(error.code))) return error;
  return new DomainError(error.code as DomainErrorCode, error.message);
}
