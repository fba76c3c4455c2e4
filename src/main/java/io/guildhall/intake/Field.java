package io.guildhall.intake;

import java.util.List;
import java.util.Set;

import io.guildhall.table.ColumnTarget;

/** What a column of a table can hold. */
public enum Field {

	/** A person's name. */
	NAME(Set.of(ImportKind.MEMBERS, ImportKind.ORDERS), "name", "fullname", "displayname", "membername", "customername",
			"customer", "nickname", "nick", "buyer", "姓名", "名字", "名称", "昵称", "成员", "会员", "客户", "客户姓名", "客户名称", "成员姓名",
			"成员昵称", "会员名", "会员姓名", "买家", "买家昵称", "收货人", "备注名"),
	/** A phone number. */
	PHONE(Set.of(ImportKind.MEMBERS, ImportKind.ORDERS), "phone", "phonenumber", "mobile", "mobilephone", "tel",
			"telephone", "cell", "手机", "手机号", "手机号码", "电话", "电话号码", "联系电话", "联系方式", "收货人手机"),
	/** An e-mail address. */
	EMAIL(Set.of(ImportKind.MEMBERS, ImportKind.ORDERS), "email", "mail", "emailaddress", "邮箱", "电子邮箱", "邮件", "电子邮件"),
	/** The number that another system knows the person by. */
	EXTERNAL_ID(Set.of(ImportKind.MEMBERS, ImportKind.ORDERS), "externalid", "memberid", "customerid", "userid", "id",
			"customerno", "memberno", "uid", "会员号", "会员编号", "会员卡号", "客户编号", "客户号", "用户id", "用户编号", "编号", "客户id",
			"会员id"),
	/** The name on papers. */
	REAL_NAME(Set.of(ImportKind.MEMBERS), "realname", "legalname", "真实姓名", "实名"),
	/** Where the person lives. */
	CITY(Set.of(ImportKind.MEMBERS), "city", "town", "location", "城市", "所在城市", "所在地"),
	/** Tags, with semicolons between them. */
	TAGS(Set.of(ImportKind.MEMBERS), "tags", "tag", "labels", "label", "标签"),
	/** Whether the person wants to be left alone. */
	DO_NOT_CONTACT(Set.of(ImportKind.MEMBERS), "donotcontact", "optout", "optedout", "unsubscribed", "请勿联系", "勿扰", "退订",
			"免打扰"),
	/** Whether a person may write to them in a chat. */
	CONSENT_CHAT(Set.of(ImportKind.MEMBERS), "consentchat", "chatconsent", "微信联系同意", "聊天联系同意", "同意聊天联系"),
	/** Whether somebody may call. */
	CONSENT_CALL(Set.of(ImportKind.MEMBERS), "consentcall", "callconsent", "phoneconsent", "电话联系同意", "同意电话联系"),
	/** Whether text messages may be sent. */
	CONSENT_SMS(Set.of(ImportKind.MEMBERS), "consentsms", "smsconsent", "smsoptin", "短信同意", "同意短信联系", "同意接收短信"),
	/** Whether e-mails may be sent. */
	CONSENT_EMAIL(Set.of(ImportKind.MEMBERS), "consentemail", "emailconsent", "emailoptin", "邮件同意", "同意邮件联系", "同意接收邮件"),
	/** Who invited them: a telephone number, an e-mail, a number, or a name. */
	INVITED_BY(Set.of(ImportKind.MEMBERS), "invitedby", "inviter", "referrer", "referredby", "邀请人", "推荐人", "介绍人"),
	/** The accounts on platforms, as tables of ours have them. */
	ACCOUNTS(Set.of(ImportKind.MEMBERS), "identities", "平台账号"),
	/** When the person came. */
	JOINED_AT(Set.of(ImportKind.MEMBERS), "joinedat", "joined", "joindate", "joinedon", "membersince", "createdat",
			"registeredat", "入群时间", "入群日期", "加入时间", "加入日期", "注册时间", "注册日期", "创建时间"),
	/** When the person left. */
	LEFT_AT(Set.of(ImportKind.MEMBERS), "leftat", "left", "leftdate", "lefton", "退群时间", "退群日期", "离开时间", "退出时间"),
	/** The number of an order. */
	ORDER_NO(Set.of(ImportKind.ORDERS), "orderno", "ordernumber", "orderid", "order", "transactionid", "no", "number",
			"订单号", "订单编号", "订单", "单号", "交易号", "流水号"),
	/** What was bought. */
	PRODUCT(Set.of(ImportKind.ORDERS), "product", "productname", "item", "itemname", "title", "sku", "商品", "商品名称", "产品",
			"产品名称", "品名", "项目", "课程"),
	/** How many. */
	QUANTITY(Set.of(ImportKind.ORDERS), "quantity", "qty", "count", "units", "数量", "件数", "购买数量"),
	/** What was paid for it all. */
	AMOUNT(Set.of(ImportKind.ORDERS), "amount", "total", "paid", "totalamount", "paidamount", "price", "value", "sum",
			"金额", "实付", "实付金额", "支付金额", "付款金额", "总价", "订单金额", "成交金额", "总金额", "实收"),
	/** When it was paid. */
	PAID_AT(Set.of(ImportKind.ORDERS), "paidat", "paidon", "paymentdate", "paymenttime", "date", "orderdate",
			"createdat", "time", "付款时间", "支付时间", "付款日期", "支付日期", "下单时间", "日期", "时间", "成交时间", "订单时间", "订单日期"),
	/** What was paid back of it. */
	REFUNDED(Set.of(ImportKind.ORDERS), "refunded", "refund", "refundamount", "refundedamount", "退款", "退款金额", "已退款",
			"退款总额"),
	/** What kind of product it is, where the table names none, or one that is new. */
	KIND(Set.of(ImportKind.ORDERS), "kind", "productkind", "producttype", "商品类型", "商品种类", "产品类型", "产品种类"),
	/** Who took it in; without one the person. */
	RECIPIENT(Set.of(ImportKind.ORDERS), "recipient", "recipientname", "consignee", "receiver", "shippingname", "收件人",
			"收件人姓名", "收货人姓名", "收货人名称", "收货人"),
	/** At which number they are reached; without one that of the person. */
	RECIPIENT_PHONE(Set.of(ImportKind.ORDERS), "recipientphone", "shippingphone", "consigneephone", "收件人手机", "收件人电话",
			"收货人电话", "收货电话", "收货手机", "收货人手机"),
	/** Street and number; or the whole address, where the table has it in one cell. */
	SHIP_STREET(Set.of(ImportKind.ORDERS), "shippingaddress", "deliveryaddress", "address", "street", "收货地址", "收件地址",
			"收货人地址", "收件人地址", "详细地址", "送货地址", "地址"),
	/** Province or state. */
	SHIP_REGION(Set.of(ImportKind.ORDERS), "province", "region", "shippingprovince", "省份", "收货省份", "省"),
	/** Town. */
	SHIP_CITY(Set.of(ImportKind.ORDERS), "shippingcity", "city", "town", "收货城市", "城市", "市"),
	/** Part of the town. */
	SHIP_DISTRICT(Set.of(ImportKind.ORDERS), "district", "收货区县", "区县", "区"),
	/** Postcode. */
	SHIP_POSTCODE(Set.of(ImportKind.ORDERS), "postcode", "postalcode", "zipcode", "zip", "邮编", "邮政编码"),
	/** Country, if abroad. */
	SHIP_COUNTRY(Set.of(ImportKind.ORDERS), "country", "国家");

	private final Set<ImportKind> kinds;

	private final List<String> names;

	Field(Set<ImportKind> kinds, String... names) {
		this.kinds = kinds;
		this.names = List.of(names);
	}

	/** Whether tables of this kind can have it. */
	public boolean isOf(ImportKind kind) {
		return kinds.contains(kind);
	}

	/** How people call such a column, for a guess. */
	ColumnTarget target() {
		return new ColumnTarget(name(), names);
	}

}
