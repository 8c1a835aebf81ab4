import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ComputeProcess, type SpawnCompute } from '../../src-main/compute/computeContract.ts';
import { spawnChildProcess } from '../../src-main/compute/spawnChildProcess.ts';
import { silentLogger } from '../../src-main/core/base/logger.ts';
import { type Application, type ApplicationOptions, createApplication } from '../../src-main/services/application.ts';
import { type AppClient, createInProcessClient } from '../../src-main/services/transports/inProcess.ts';
import { repositoryRoot } from './host.ts';

export interface TestApplication {
  readonly application: Application;
  readonly client: AppClient;
  readonly folder: string;
  readonly dataDir: string;
  /** Process id of the compute process that runs now, once it has said so. */
  computeProcessId(): number | null;
  close(): Promise<void>;
}

/** The real application on a temporary folder: shipped catalogue and models, SQLite files, a compute process of its own. */
export async function openTestApplication(options: Partial<ApplicationOptions> = {}): Promise<TestApplication> {
  const folder = mkdtempSync(join(tmpdir(), 'marquee-app-'));
  const dataDir = options.dataDir ?? join(folder, 'data');
  let processId: number | null = null;
  const spawn = spawnChildProcess(join(repositoryRoot, 'src-main', 'compute', 'entries', 'childProcess.ts'));
  const spawnCompute: SpawnCompute = () => {
    const started: ComputeProcess = spawn();
    started.onMessage((message) => {
      if (message.type === 'ready') processId = message.processId;
    });
    started.onExit(() => {
      processId = null;
    });
    return started;
  };
  const application = await createApplication({
    dataDir,
    resourcesDir: join(repositoryRoot, 'resources'),
    modelsDir: join(repositoryRoot, 'models'),
    clock: Date.now,
    logger: silentLogger,
    spawnCompute,
    host: 'in-process',
    version: '0.0.0-test',
    modelSource: 'http://127.0.0.1:1',
    ...options,
  });
  return {
    application,
    client: createInProcessClient(application.router),
    folder,
    dataDir,
    computeProcessId: () => processId,
    async close() {
      await application.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
