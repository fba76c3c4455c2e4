package io.guildhall.statement;

import java.util.List;

/** What a column of a table of any form can be. */
public enum StatementField {

	/** By which the provider knows the payment or refund. */
	REFERENCE(true, List.of("transaction", "transaction id", "reference", "交易号", "流水号", "订单号")),
	/** What was paid; of a refund below nothing, or said by the kind. */
	AMOUNT(true, List.of("amount", "gross", "金额", "订单金额", "交易金额")),
	/** When it was. */
	TIME(true, List.of("time", "date", "created", "交易时间", "时间", "日期")),
	/** The id of ours that we gave to the provider. */
	OUR_ID(false, List.of("our id", "order number", "merchant order", "商户订单号")),
	/** The currency; that of the organization where there is none. */
	CURRENCY(false, List.of("currency", "币种", "货币种类")),
	/** What the provider kept. */
	FEE(false, List.of("fee", "fees", "手续费", "服务费")),
	/** What it is: a refund where it says so, else a payment. */
	KIND(false, List.of("type", "kind", "类型", "业务类型"));

	private final boolean needed;

	@SuppressWarnings("ImmutableEnumChecker") // it is an unmodifiable one
	private final List<String> names;

	StatementField(boolean needed, List<String> names) {
		this.needed = needed;
		this.names = names;
	}

	/** Whether nothing can be compared without it. */
	public boolean isNeeded() {
		return needed;
	}

	/** How people call it. */
	List<String> names() {
		return names;
	}

}
