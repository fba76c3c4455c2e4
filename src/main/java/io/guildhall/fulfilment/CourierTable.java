package io.guildhall.fulfilment;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import io.guildhall.audit.AuditTrail;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.table.TableReader;
import io.guildhall.table.TableRow;
import io.guildhall.table.TableSource;
import io.guildhall.table.TableWriter;
import io.guildhall.table.Tables;
import lombok.RequiredArgsConstructor;

/**
 * The table that goes to a courier and comes back with numbers: what is exported can be
 * taken in again, and whatever other columns the courier adds is passed over.
 */
@Service
@RequiredArgsConstructor
public class CourierTable {

	/** A courier takes no more at once, nor a spreadsheet. */
	private static final int MOST = 100_000;

	private static final int STRETCH = 500;

	private static final List<String> HEAD = List.of("order_no", "recipient", "phone", "country", "region", "city",
			"district", "street", "postcode", "things", "carrier", "tracking_no");

	/** What couriers and people call the columns, besides their names here. */
	private static final Map<String, List<String>> NAMES = Map.of("order_no",
			List.of("order_no", "order no", "order", "order number", "订单号", "订单编号"), "carrier",
			List.of("carrier", "courier", "快递公司", "物流公司", "承运商"), "tracking_no",
			List.of("tracking_no", "tracking no", "tracking", "tracking number", "运单号", "快递单号", "物流单号"));

	private final FulfilmentListing listing;

	private final TrackingNumbers numbers;

	private final AuditTrail audit;

	/** Writes all that is to be shipped, the telephone numbers masked where they are. */
	@May(Permission.EXPORT)
	public void write(FulfilmentFilter filter, OutputStream output) {
		try (TableWriter csv = TableWriter.csv(output)) {
			csv.row(HEAD);
			String after = null;
			int rows = 0;
			do {
				Slice<FulfilmentSummary> some = listing.list(filter, after, STRETCH);
				some.items().forEach(one -> csv.row(row(one)));
				rows += some.items().size();
				after = some.next();
			}
			while (after != null && rows < MOST);
			audit.record("order.deliveries.exported", FulfilmentService.OBJECT, "export", Map.of("rows", rows));
		}
	}

	/**
	 * Takes the numbers of a table in.
	 * @throws FulfilmentRefused if it has not the columns, or too many rows
	 * @throws io.guildhall.table.TableRefused if it is no table
	 */
	@May(Permission.ORDER_RECORD)
	public List<TrackingOutcome> take(TableSource source) {
		List<TrackingRow> rows = new ArrayList<>();
		List<String> head = Tables.recognize(source).columns().stream().map(CourierTable::plain).toList();
		int order = column(head, "order_no");
		int carrier = column(head, "carrier");
		int tracking = column(head, "tracking_no");
		try (TableReader table = Tables.open(source)) {
			if (order < 0 || carrier < 0 || tracking < 0) {
				throw FulfilmentRefused.columns();
			}
			for (TableRow row = table.next(); row != null; row = table.next()) {
				if (rows.size() == TrackingNumbers.MOST) {
					throw FulfilmentRefused.tooMany(TrackingNumbers.MOST);
				}
				// One that came back as it went out has no number yet: it waits.
				if (!row.cell(carrier).isEmpty() || !row.cell(tracking).isEmpty()) {
					rows.add(new TrackingRow(row.line(), row.cell(order), row.cell(carrier), row.cell(tracking)));
				}
			}
		}
		return numbers.ship(rows, source.fileName());
	}

	private static List<@Nullable Object> row(FulfilmentSummary one) {
		ShippingAddress to = one.address();
		return new ArrayList<>(Arrays.asList(one.number(), (to != null) ? to.recipient() : null,
				(to != null) ? to.phone() : null, (to != null) ? to.country() : null, (to != null) ? to.region() : null,
				(to != null) ? to.city() : null, (to != null) ? to.district() : null, (to != null) ? to.street() : null,
				(to != null) ? to.postcode() : null, one.things(), one.carrier(), one.trackingNo()));
	}

	private static int column(List<String> head, String name) {
		List<String> names = NAMES.getOrDefault(name, List.of());
		for (int i = 0; i < head.size(); i++) {
			if (names.contains(head.get(i))) {
				return i;
			}
		}
		return -1;
	}

	private static String plain(String column) {
		return column.replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT);
	}

}
