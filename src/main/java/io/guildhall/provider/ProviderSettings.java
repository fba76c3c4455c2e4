package io.guildhall.provider;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the line to payment providers.
 *
 * @param patience how long an answer of a provider is waited for
 * @param stripeUrl where Stripe is asked
 * @param wechatPayUrl where WeChat Pay is asked
 * @param alipayUrl where Alipay is asked
 * @param sandbox whether organizations may choose the provider that is made up
 */
@ConfigurationProperties("guildhall.checkout")
public record ProviderSettings(@DefaultValue("PT8S") Duration patience,
		@DefaultValue("https://api.stripe.com") String stripeUrl,
		@DefaultValue("https://api.mch.weixin.qq.com") String wechatPayUrl,
		@DefaultValue("https://openapi.alipay.com/gateway.do") String alipayUrl,
		@DefaultValue("true") boolean sandbox) {

	/** Whether organizations may choose it on this server. */
	public boolean offers(ProviderName name) {
		return sandbox || name != ProviderName.SANDBOX;
	}

}
