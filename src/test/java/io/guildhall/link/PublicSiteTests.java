package io.guildhall.link;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PublicSiteTests {

	private static final String HERE = "http://10.0.0.7:8080";

	@Test
	void linksBeginWithTheAddressThatIsSetElseWithThatOfTheRequest() {
		assertThat(new PublicSite(new LinkSettings("https://house.example.org/")).to("/p/x", HERE))
			.isEqualTo("https://house.example.org/p/x");
		assertThat(new PublicSite(new LinkSettings(null)).to("/p/x", HERE)).isEqualTo(HERE + "/p/x");
		assertThat(new PublicSite(new LinkSettings(" ")).to("/p/x", HERE)).isEqualTo(HERE + "/p/x");
	}

}
