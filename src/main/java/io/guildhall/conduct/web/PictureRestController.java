package io.guildhall.conduct.web;

import java.util.List;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

import io.guildhall.conduct.ConductService;
import io.guildhall.conduct.Picture;
import io.guildhall.conduct.ViolationId;
import io.guildhall.conduct.ViolationPictures;
import io.guildhall.shared.Slice;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import lombok.RequiredArgsConstructor;

/** The pictures of violations, for programs. */
@Tag(name = "Violations")
@RestController
@RequestMapping("/api/v1/violations/{id}/pictures")
@RequiredArgsConstructor
class PictureRestController {

	private final ConductService conduct;

	private final ViolationPictures pictures;

	@Operation(summary = "The pictures of a violation")
	@GetMapping
	Slice<Picture> list(@PathVariable ViolationId id) {
		conduct.get(id);
		return Slice.whole(pictures.of(List.of(id)).getOrDefault(id, List.of()));
	}

	@Operation(summary = "Adds pictures in PNG or JPEG as `files`, all of them or none; five at most")
	@PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	@ResponseStatus(HttpStatus.CREATED)
	Slice<Picture> add(@PathVariable ViolationId id, @RequestParam List<MultipartFile> files) {
		pictures.add(id, PictureFiles.read(files));
		return list(id);
	}

	@Operation(summary = "A picture, as JPEG")
	@GetMapping("/{number}")
	ResponseEntity<byte[]> get(@PathVariable ViolationId id, @PathVariable int number) {
		return PictureFiles.answer(pictures.jpeg(id, number));
	}

	@Operation(summary = "Takes a picture away")
	@DeleteMapping("/{number}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void remove(@PathVariable ViolationId id, @PathVariable int number) {
		pictures.remove(id, number);
	}

}
