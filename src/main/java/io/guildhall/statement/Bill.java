package io.guildhall.statement;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.guildhall.provider.ProviderName;
import io.guildhall.shared.Money;
import io.guildhall.table.TableRow;

/** How the rows of one form of statement are read. */
abstract class Bill {

	private static final ZoneId CHINA = ZoneOffset.ofHours(8);

	private static final String YUAN = "CNY";

	final BillCells cells;

	Bill(BillCells cells) {
		this.cells = cells;
	}

	abstract StatementFormat format();

	abstract ProviderName provider();

	/** By whose days it goes. */
	abstract ZoneId zone();

	/**
	 * What a row says; null for what is neither a payment nor a refund.
	 * @throws RowRefused if it cannot be read
	 */
	abstract @Nullable StatementRow read(TableRow row);

	/** The form that has these columns; null for none that is known. */
	static @Nullable Bill of(List<String> columns) {
		BillCells cells = new BillCells(columns);
		if (cells.has("微信订单号", "商户订单号", "交易状态", "交易时间")) {
			return new WechatPay(cells);
		}
		if (cells.has("支付宝交易号", "商户订单号", "业务类型", "完成时间", "订单金额")) {
			return new Alipay(cells);
		}
		boolean report = cells.has("reporting_category", "source_id", "gross", "fee", "currency", "created_utc");
		boolean history = cells.has("Type", "Source", "Amount", "Fee", "Net", "Currency", "Created (UTC)");
		return (report || history) ? new Stripe(cells) : null;
	}

	/** What stands before the head of a file of theirs, or behind its rows. */
	static boolean isHead(String line) {
		boolean wechat = line.contains("微信订单号") && line.contains("交易状态");
		boolean alipay = line.contains("支付宝交易号") && line.contains("业务类型");
		return wechat || alipay;
	}

	static boolean isEnd(String text, int from) {
		return text.startsWith("总交易单数", from) || text.startsWith("#", from);
	}

	private static final class WechatPay extends Bill {

		private WechatPay(BillCells cells) {
			super(cells);
		}

		@Override
		StatementFormat format() {
			return StatementFormat.WECHAT_PAY;
		}

		@Override
		ProviderName provider() {
			return ProviderName.WECHAT_PAY;
		}

		@Override
		ZoneId zone() {
			return CHINA;
		}

		@Override
		@Nullable StatementRow read(TableRow row) {
			String state = cells.text(row, "交易状态");
			boolean refund = state.equals("REFUND");
			String currency = BillCells.currency(cells.text(row, "货币种类"));
			String reference = refund ? cells.reference(row, "微信退款单号") : cells.reference(row, "微信订单号");
			String number = refund ? cells.text(row, "商户退款单号") : cells.text(row, "商户订单号");
			Money amount = BillCells.amount(
					refund ? cells.text(row, "申请退款金额", "退款金额") : cells.text(row, "订单金额", "应结订单金额", "总金额"), currency);
			return new StatementRow(row.line(), refund, reference, BillCells.ourId(number), BillCells.size(amount),
					refund ? null : BillCells.fee(cells.text(row, "手续费"), currency),
					BillCells.time(cells.text(row, "交易时间"), CHINA),
					refund ? cells.text(row, "退款状态").equals("SUCCESS") : state.equals("SUCCESS"));
		}

	}

	private static final class Alipay extends Bill {

		private Alipay(BillCells cells) {
			super(cells);
		}

		@Override
		StatementFormat format() {
			return StatementFormat.ALIPAY;
		}

		@Override
		ProviderName provider() {
			return ProviderName.ALIPAY;
		}

		@Override
		ZoneId zone() {
			return CHINA;
		}

		@Override
		@Nullable StatementRow read(TableRow row) {
			String kind = cells.text(row, "业务类型");
			boolean refund = kind.contains("退款");
			if (!refund && !kind.equals("交易")) {
				return null;
			}
			String reference = refund ? cells.reference(row, "退款批次号/请求号") : cells.reference(row, "支付宝交易号");
			String number = refund ? reference : cells.text(row, "商户订单号");
			return new StatementRow(row.line(), refund, reference, BillCells.ourId(number),
					BillCells.size(BillCells.amount(cells.text(row, "订单金额"), YUAN)),
					refund ? null : BillCells.fee(cells.text(row, "服务费"), YUAN),
					BillCells.time(cells.text(row, "完成时间"), CHINA), true);
		}

	}

	private static final class Stripe extends Bill {

		private static final String DISPUTE = "dispute";

		private static final String DISPUTE_REVERSAL = "dispute_reversal";

		/**
		 * What a bank gave back after a dispute came in once more, and by no try of ours.
		 */
		private static final Set<String> PAYMENTS = Set.of("charge", "payment", DISPUTE_REVERSAL);

		/** What a bank took back for who paid is gone as well, whoever wanted that. */
		private static final Set<String> REFUNDS = Set.of("refund", "payment_refund", DISPUTE);

		/** How Stripe's ids of disputes look, and how they looked once. */
		private static final Pattern OF_A_DISPUTE = Pattern.compile("d[up]_[0-9A-Za-z_]+");

		private Stripe(BillCells cells) {
			super(cells);
		}

		@Override
		StatementFormat format() {
			return StatementFormat.STRIPE;
		}

		@Override
		ProviderName provider() {
			return ProviderName.STRIPE;
		}

		@Override
		ZoneId zone() {
			return ZoneOffset.UTC;
		}

		@Override
		@Nullable StatementRow read(TableRow row) {
			String kind = kind(row);
			boolean dispute = kind.equals(DISPUTE) || kind.equals(DISPUTE_REVERSAL);
			boolean refund = REFUNDS.contains(kind);
			if (!refund && !PAYMENTS.contains(kind)) {
				return null;
			}
			String settled = BillCells.currency(cells.text(row, "currency"));
			String paid = cells.text(row, "customer_facing_currency", "Customer Facing Currency");
			boolean changed = !paid.isEmpty() && !BillCells.currency(paid).equals(settled);
			Money amount = changed ? BillCells
				.amount(cells.text(row, "customer_facing_amount", "Customer Facing Amount"), BillCells.currency(paid))
					: BillCells.amount(cells.text(row, "gross", "Amount"), settled);
			if (dispute && amount.isZero()) {
				// The fee of one, which is no money of who paid.
				return null;
			}
			// A dispute names the payment that it is about, and is not that payment.
			String intent = (refund || dispute) ? "" : cells.text(row, "payment_intent_id", "PaymentIntent ID");
			String reference = intent.isEmpty() ? cells.reference(row, "source_id", "Source") : intent;
			String ours = dispute ? "" : cells.text(row,
					refund ? "refund_metadata[guildhall]" : "payment_metadata[guildhall]", "guildhall (metadata)");
			return new StatementRow(row.line(), refund, reference, BillCells.ourId(ours), BillCells.size(amount),
					(refund || dispute || changed) ? null : BillCells.fee(cells.text(row, "fee"), settled),
					BillCells.time(cells.text(row, "created_utc", "Created (UTC)"), ZoneOffset.UTC), true);
		}

		/**
		 * What it is. The history calls whatever is corrected an adjustment: of a
		 * dispute, if that is its source, and given back where it adds to the balance.
		 */
		private String kind(TableRow row) {
			String kind = cells.text(row, "reporting_category", "Type").toLowerCase(Locale.ROOT);
			if (!kind.equals("adjustment") || !OF_A_DISPUTE.matcher(cells.text(row, "source_id", "Source")).matches()) {
				return kind;
			}
			return cells.text(row, "gross", "Amount").startsWith("-") ? DISPUTE : DISPUTE_REVERSAL;
		}

	}

	/** A table of which somebody said what its columns are. */
	static final class Other extends Bill {

		private final ProviderName provider;

		private final Map<StatementField, String> mapping;

		private final String currency;

		private final ZoneId zone;

		Other(List<String> columns, ProviderName provider, Map<StatementField, String> mapping, String currency,
				ZoneId zone) {
			super(new BillCells(columns));
			this.provider = provider;
			this.mapping = mapping;
			this.currency = currency;
			this.zone = zone;
		}

		@Override
		StatementFormat format() {
			return StatementFormat.OTHER;
		}

		@Override
		ProviderName provider() {
			return provider;
		}

		@Override
		ZoneId zone() {
			return zone;
		}

		@Override
		@Nullable StatementRow read(TableRow row) {
			String in = text(row, StatementField.CURRENCY);
			String code = in.isEmpty() ? currency : BillCells.currency(in);
			Money amount = BillCells.amount(text(row, StatementField.AMOUNT), code);
			String kind = text(row, StatementField.KIND).toLowerCase(Locale.ROOT);
			boolean refund = amount.isNegative() || kind.contains("refund") || kind.contains("退");
			return new StatementRow(row.line(), refund,
					cells.reference(row, mapping.getOrDefault(StatementField.REFERENCE, "")),
					BillCells.ourId(text(row, StatementField.OUR_ID)), BillCells.size(amount),
					refund ? null : BillCells.fee(text(row, StatementField.FEE), code),
					BillCells.time(text(row, StatementField.TIME), zone), true);
		}

		private String text(TableRow row, StatementField field) {
			String column = mapping.get(field);
			return (column != null) ? cells.text(row, column) : "";
		}

	}

}
