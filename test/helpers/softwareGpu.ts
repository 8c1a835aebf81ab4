import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { compiledDevices } from '../../src-main/core/engine/session.ts';

const drivers = ['/usr/lib/chromium/vk_swiftshader_icd.json', '/usr/lib/chromium-browser/vk_swiftshader_icd.json'];
const loaders = ['/usr/lib/x86_64-linux-gnu/libvulkan.so.1', '/usr/lib/aarch64-linux-gnu/libvulkan.so.1', '/usr/lib64/libvulkan.so.1'];

/**
 * Points Vulkan, and so the WebGPU provider, at the software driver that Debian's chromium ships. To be called before the
 * first WebGPU session of the process. @returns why it cannot be had, or null
 */
export function useSoftwareGpu(): string | null {
  if (!compiledDevices().includes('webgpu')) return 'this build of ONNX Runtime has no WebGPU provider';
  const driver = drivers.find((path) => existsSync(path));
  if (driver === undefined) return `no software Vulkan driver at ${drivers.map((path) => dirname(path)).join(' or ')}; install chromium`;
  if (!loaders.some((path) => existsSync(path))) return 'no Vulkan loader; install libvulkan1';
  process.env['VK_DRIVER_FILES'] = driver;
  process.env['XDG_RUNTIME_DIR'] ??= mkdtempSync(join(tmpdir(), 'marquee-runtime-'));
  return null;
}
