package io.guildhall.staff.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.StrictHttpFirewall;

class HeaderTextsTests {

	@Test
	void letsThroughWhatSpringsFirewallDoes() {
		StrictHttpFirewall springs = new StrictHttpFirewall();
		StrictHttpFirewall ours = new StrictHttpFirewall();
		ours.setAllowedHeaderNames(HeaderTexts::isName);
		ours.setAllowedHeaderValues(HeaderTexts::isValue);
		for (int c = 0; c <= Character.MAX_VALUE; c++) {
			String text = "a" + (char) c + "b";
			assertThat(passes(ours, "X-Any", text)).as("value with %x", c).isEqualTo(passes(springs, "X-Any", text));
			assertThat(passes(ours, text, "any")).as("name with %x", c).isEqualTo(passes(springs, text, "any"));
		}
		assertThat(passes(ours, "X-Any", "")).isTrue();
		assertThat(passes(ours, "X-Any", "一\uD83D\uDE00 €")).isTrue();
		assertThat(passes(ours, "X-Any", "one\r\nSet-Cookie: two")).isFalse();
	}

	private static boolean passes(StrictHttpFirewall firewall, String name, String value) {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
		request.addHeader(name, value);
		try {
			firewall.getFirewalledRequest(request).getHeader(name);
			return true;
		}
		catch (RequestRejectedException refused) {
			return false;
		}
	}

}
