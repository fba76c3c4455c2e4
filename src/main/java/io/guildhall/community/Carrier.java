package io.guildhall.community;

/** The platform on which a chat group lives. */
public enum Carrier {

	WECHAT, WECOM, QQ, WEIBO, ZSXQ, TELEGRAM, DISCORD, WHATSAPP, SLACK, LINE, IRC, APP, OTHER

}
