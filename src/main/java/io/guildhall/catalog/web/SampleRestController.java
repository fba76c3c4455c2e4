package io.guildhall.catalog.web;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.SampleProgramme;
import io.guildhall.catalog.SampleProgrammes;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import lombok.RequiredArgsConstructor;

/** The programmes of samples, for programs. */
@Tag(name = "Products")
@RestController
@RequestMapping("/api/v1/sample-programmes")
@RequiredArgsConstructor
class SampleRestController {

	private final SampleProgrammes samples;

	@Operation(summary = "Samples that are to sell a product, and what came of them")
	@GetMapping
	Slice<SampleProgramme> all() {
		return Slice.whole(samples.all());
	}

	@Operation(summary = "The programme of a sample, by the id of the sample")
	@GetMapping("/{id}")
	SampleProgramme of(@PathVariable ProductId id) {
		return samples.require(id);
	}

	@Operation(summary = "Begins or changes the programme of a sample: each member gets one")
	@PutMapping("/{id}")
	SampleProgramme run(@PathVariable ProductId id, @Valid @RequestBody SampleRequest request) {
		samples.run(id, request.full(), request.days());
		return samples.require(id);
	}

	@Operation(summary = "Ends the programme of a sample")
	@PostMapping("/{id}/end")
	SampleProgramme end(@PathVariable ProductId id) {
		samples.end(id);
		return samples.require(id);
	}

	/**
	 * A programme as programs say it.
	 *
	 * @param full the product that the sample is to sell
	 * @param days within which buying that counts
	 */
	record SampleRequest(@NotNull ProductId full, @NotNull Integer days) {
	}

}
