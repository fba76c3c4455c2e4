package io.guildhall.challenge.web;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.challenge.PersonalLinks;
import io.guildhall.challenge.PictureRefusals;
import io.guildhall.link.LinkMisses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import lombok.RequiredArgsConstructor;

/** What was refused at the personal links, for programs. */
@Tag(name = "Challenges")
@RestController
@RequestMapping("/api/v1/challenge-links")
@RequiredArgsConstructor
class ChallengeLinkRestController {

	private final LinkMisses misses;

	private final PictureRefusals refusals;

	@Operation(summary = "How many personal links opened nothing lately")
	@GetMapping
	LinkMisses.Missed lately() {
		return misses.lately(PersonalLinks.MISSES);
	}

	@Operation(summary = "How many pictures of proof were not taken lately, and why")
	@GetMapping("/pictures")
	PictureRefusals.Refused pictures() {
		return refusals.lately();
	}

}
