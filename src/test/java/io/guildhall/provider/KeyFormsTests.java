package io.guildhall.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.guildhall.provider.ProviderName.KeyName;

class KeyFormsTests {

	private static final RsaKeys KEYS = RsaKeys.make();

	@Test
	void knowsWhatAKeyLooksLike() {
		new WechatPayPost().keys().forEach((key, text) -> assertRight(ProviderName.WECHAT_PAY, key, text));
		new AlipayPost().keys().forEach((key, text) -> assertRight(ProviderName.ALIPAY, key, text));
		assertRight(ProviderName.ALIPAY, KeyName.PRIVATE_KEY, KeyForms.bare(KEYS.privatePem()));
		assertRight(ProviderName.ALIPAY, KeyName.PLATFORM_KEY, KeyForms.bare(KEYS.publicPem()));
	}

	@Test
	void findsASlipWhereItIsTyped() {
		assertWrong(ProviderName.WECHAT_PAY, KeyName.MERCHANT_ID, "19000");
		assertWrong(ProviderName.WECHAT_PAY, KeyName.APP_ID, "2021000000000001");
		assertWrong(ProviderName.ALIPAY, KeyName.APP_ID, "wx8888888888888888");
		assertWrong(ProviderName.ALIPAY, KeyName.SELLER_ID, "1088000000000001");
		assertWrong(ProviderName.WECHAT_PAY, KeyName.CERTIFICATE_SERIAL, "the serial number");
		assertWrong(ProviderName.WECHAT_PAY, KeyName.API_V3_KEY, "0123456789abcdef0123456789abcde");
		assertWrong(ProviderName.WECHAT_PAY, KeyName.PLATFORM_KEY_ID, "7132D72A03E93CDDF8C03BBD1F37EEDF");
		assertWrong(ProviderName.WECHAT_PAY, KeyName.PRIVATE_KEY, KEYS.publicPem());
		assertWrong(ProviderName.WECHAT_PAY, KeyName.PRIVATE_KEY, KEYS.privatePem().substring(0, 600));
		assertWrong(ProviderName.WECHAT_PAY, KeyName.PLATFORM_KEY, KEYS.privatePem());
		assertWrong(ProviderName.WECHAT_PAY, KeyName.PLATFORM_KEY, "-----BEGIN CERTIFICATE-----\nMII=\n");
		assertWrong(ProviderName.STRIPE, KeyName.SECRET_KEY, "sk");
		assertWrong(ProviderName.STRIPE, KeyName.SECRET_KEY, "sk_test_1234\n5");
	}

	@Test
	void aPublicKeyOfWechatPayNeedsItsIdAndACertificateHasItsOwn() {
		assertThat(KeyForms.needsId(ProviderName.WECHAT_PAY, KEYS.publicPem())).isTrue();
		assertThat(KeyForms.needsId(ProviderName.WECHAT_PAY, "-----BEGIN CERTIFICATE-----")).isFalse();
		assertThat(KeyForms.needsId(ProviderName.ALIPAY, KEYS.publicPem())).isFalse();
	}

	private static void assertRight(ProviderName provider, KeyName key, String text) {
		assertThat(KeyForms.isRight(provider, key, text)).as(key.name()).isTrue();
	}

	private static void assertWrong(ProviderName provider, KeyName key, String text) {
		assertThat(KeyForms.isRight(provider, key, text)).as(key.name()).isFalse();
	}

}
