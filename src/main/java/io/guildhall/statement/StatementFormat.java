package io.guildhall.statement;

/** The files that are understood, each recognized by what its columns are called. */
public enum StatementFormat {

	/** The balance history or the report of balance changes of Stripe. */
	STRIPE,
	/** The trade bill of WeChat Pay. */
	WECHAT_PAY,
	/** The list of business details of Alipay. */
	ALIPAY,
	/** Any other table, of which somebody said which column is what. */
	OTHER

}
