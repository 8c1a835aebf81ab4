import { saveFile } from '../../components/saveFile.ts';
import { useClient, useStores } from '../../stores/hooks.tsx';

/** Hands the person's ratings over as a file, in MovieLens' own columns. */
export function useExport(profileId: string): () => void {
  const client = useClient();
  const { notices } = useStores();
  const save = async (): Promise<void> => {
    try {
      const { fileName, mediaType, text } = await client.profile.export({ profileId, format: 'csv' });
      saveFile(fileName, mediaType, text);
      notices.say(`Saved ${fileName}`);
    } catch (error) {
      notices.fail(error, () => void save());
    }
  };
  return () => void save();
}
