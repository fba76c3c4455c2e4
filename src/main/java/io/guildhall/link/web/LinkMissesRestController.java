package io.guildhall.link.web;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.link.LinkMisses;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import lombok.RequiredArgsConstructor;

/** Links that opened nothing, for programs. */
@Tag(name = "Links")
@RestController
@RequestMapping("/api/v1/link-misses")
@RequiredArgsConstructor
class LinkMissesRestController {

	private final LinkMisses misses;

	@Operation(summary = "How many links of members opened nothing within the last days, by what they open",
			description = "`kind` is `challenge` for the personal links of challenges, `own` for members' own pages. "
					+ "What came while its sender had to wait is not counted.")
	@GetMapping
	Slice<MissesResponse> misses() {
		return Slice.whole(misses.lately()
			.stream()
			.map(one -> new MissesResponse(one.kind().door(), one.missed().days(), one.missed().misses()))
			.toList());
	}

	/**
	 * Links of one kind.
	 *
	 * @param days within so many, today among them
	 */
	record MissesResponse(String kind, int days, long misses) {
	}

}
