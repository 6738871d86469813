import { describe } from '../api/errors';
import { texts } from '../texts';
import { download } from '../ui/download';
import { showToast } from '../ui/toasts';
import { useTask } from '../ui/useTask';
import { readAllTrips } from './readAll';

/** All trips as a file that can be imported again. */
export function CsvExportButton() {
  const { start, isBusy } = useTask(async () => {
    try {
      const [{ toCsv }, trips] = await Promise.all([import('../import/writeTrips'), readAllTrips()]);
      download('triplogger-trips.csv', 'text/csv;charset=utf-8', toCsv(trips));
    } catch (error) {
      showToast({ kind: 'error', text: describe(error) });
    }
  });
  return (
    <button type="button" className="button" aria-disabled={isBusy || undefined} onClick={() => !isBusy && void start()}>
      {isBusy && <span className="spinner" aria-hidden="true" />}
      {isBusy ? texts.tripList.exporting : texts.tripList.exportCsv}
    </button>
  );
}
