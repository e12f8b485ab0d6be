// Command readlog reads a published log with Go's own note and tlog packages: a second opinion that shares no code
// with site-gen.
//
// usage: readlog <folder> <log vkey> [-old <checkpoint file>] [-witness <vkey>] [-proof <tlog-proof file>]
//
// It opens <folder>/checkpoint, checks the hash of every entry through tlog.TileHashReader, and the inclusion proof of
// the first and last entry of every bundle; -old proves that the log extends an older checkpoint, -witness asks for a
// cosignature, -proof checks a proof file. It prints one line for each and exits 1 at the first thing that is wrong.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	height      = 8
	width       = 1 << height
	cosignature = 4
)

func main() {
	if len(os.Args) < 3 {
		fail(errors.New("usage: readlog <folder> <log vkey> [flags]"))
	}
	folder, vkey := os.Args[1], os.Args[2]
	flags := flag.NewFlagSet("readlog", flag.ExitOnError)
	old := flags.String("old", "", "file with an older checkpoint")
	witness := flags.String("witness", "", "vkey of a cosigner")
	proof := flags.String("proof", "", "file with the proof of an entry")
	fail(flags.Parse(os.Args[3:]))

	verifier, err := note.NewVerifier(vkey)
	fail(err)
	tree, opened := open(filepath.Join(folder, "checkpoint"), verifier)
	fmt.Printf("checkpoint of size %d\n", tree.N)
	if *witness != "" {
		fmt.Printf("cosigned at %d\n", cosigned(opened, *witness))
	}
	hashes := tlog.TileHashReader(tree, &tiles{folder: folder, cache: map[tlog.Tile][]byte{}})
	entries := readEntries(folder, tree, hashes)
	fmt.Printf("%d entries\n", len(entries))
	if *old != "" {
		oldTree, _ := open(*old, verifier)
		p, err := tlog.ProveTree(tree.N, oldTree.N, hashes)
		fail(err)
		fail(tlog.CheckTree(p, tree.N, tree.Hash, oldTree.N, oldTree.Hash))
		fmt.Printf("extends size %d\n", oldTree.N)
	}
	if *proof != "" {
		fmt.Printf("proof of entry %d\n", checkProof(*proof, verifier, entries))
	}
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "readlog:", err)
		os.Exit(1)
	}
}

// open reads a checkpoint signed by the verifier, whose name is its origin.
func open(path string, verifier note.Verifier) (tlog.Tree, *note.Note) {
	data, err := os.ReadFile(path)
	fail(err)
	return parse(data, verifier)
}

func parse(data []byte, verifier note.Verifier) (tlog.Tree, *note.Note) {
	opened, err := note.Open(data, note.VerifierList(verifier))
	fail(err)
	origin := verifier.Name() + "\n"
	if !strings.HasPrefix(opened.Text, origin) || strings.Count(opened.Text, "\n") != 3 {
		fail(fmt.Errorf("not three lines of a checkpoint of %q", verifier.Name()))
	}
	tree, err := tlog.ParseTree([]byte("go.sum database tree\n" + strings.TrimPrefix(opened.Text, origin)))
	fail(err)
	return tree, opened
}

// readEntries gives all entries, each checked against the hash that the tree has at its place.
func readEntries(folder string, tree tlog.Tree, hashes tlog.HashReader) [][]byte {
	var entries [][]byte
	for first := int64(0); first < tree.N; first += width {
		count := tree.N - first
		if count > width {
			count = width
		}
		data, err := os.ReadFile(filepath.Join(folder, path(tlog.Tile{H: height, L: -1, N: first / width, W: int(count)})))
		fail(err)
		bundle := split(data, int(count))
		indexes := make([]int64, count)
		for i := range indexes {
			indexes[i] = tlog.StoredHashIndex(0, first+int64(i))
		}
		leaves, err := hashes.ReadHashes(indexes)
		fail(err)
		for i, entry := range bundle {
			if tlog.RecordHash(entry) != leaves[i] {
				fail(fmt.Errorf("entry %d does not hash to its tile", first+int64(i)))
			}
		}
		for _, i := range []int64{0, count - 1} {
			p, err := tlog.ProveRecord(tree.N, first+i, hashes)
			fail(err)
			fail(tlog.CheckRecord(p, tree.N, tree.Hash, first+i, tlog.RecordHash(bundle[i])))
		}
		entries = append(entries, bundle...)
	}
	return entries
}

// split takes a bundle of exactly count entries apart.
func split(data []byte, count int) [][]byte {
	var entries [][]byte
	for len(data) > 0 {
		if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
			fail(errors.New("truncated bundle"))
		}
		end := 2 + int(binary.BigEndian.Uint16(data))
		entries = append(entries, data[2:end])
		data = data[end:]
	}
	if len(entries) != count {
		fail(fmt.Errorf("%d entries in a bundle of %d", len(entries), count))
	}
	return entries
}

// checkProof checks a c2sp.org/tlog-proof@v1 file without extra data against the entries read before.
func checkProof(file string, verifier note.Verifier, entries [][]byte) int64 {
	data, err := os.ReadFile(file)
	fail(err)
	end := bytes.Index(data, []byte("\n\n"))
	if end < 0 {
		fail(errors.New("no empty line in the proof"))
	}
	lines := strings.Split(string(data[:end]), "\n")
	if len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(lines[1], "index ") {
		fail(errors.New("not a proof"))
	}
	index, err := strconv.ParseInt(lines[1][len("index "):], 10, 64)
	fail(err)
	var proof tlog.RecordProof
	for _, line := range lines[2:] {
		hash, err := tlog.ParseHash(line)
		fail(err)
		proof = append(proof, hash)
	}
	tree, _ := parse(data[end+2:], verifier)
	fail(tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entries[index])))
	return index
}

// cosigned gives the time of a c2sp.org/tlog-cosignature by the key; note knows nothing of these.
func cosigned(n *note.Note, vkey string) uint64 {
	parts := strings.SplitN(vkey, "+", 3)
	key, err := base64.StdEncoding.DecodeString(parts[2])
	fail(err)
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	if len(key) != 1+ed25519.PublicKeySize || key[0] != cosignature || fmt.Sprintf("%x", sum[:4]) != parts[1] {
		fail(errors.New("not the vkey of a cosigner"))
	}
	for _, signature := range n.UnverifiedSigs {
		if signature.Name != parts[0] || signature.Hash != binary.BigEndian.Uint32(sum[:4]) {
			continue
		}
		blob, err := base64.StdEncoding.DecodeString(signature.Base64)
		fail(err)
		seconds := binary.BigEndian.Uint64(blob[4:12])
		message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", seconds, n.Text)
		if !ed25519.Verify(key[1:], []byte(message), blob[12:]) {
			fail(errors.New("the cosignature does not hold"))
		}
		return seconds
	}
	fail(errors.New("not cosigned"))
	return 0
}

// path maps Go's tile/8/<L>/… to tile/<L>/… and its "data" to "entries", as c2sp.org/tlog-tiles has them.
func path(tile tlog.Tile) string {
	p := strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", height))
	if tile.L == -1 {
		p = "entries" + strings.TrimPrefix(p, "data")
	}
	return "tile/" + p
}

// tiles reads the hash tiles of a published folder.
type tiles struct {
	folder string
	cache  map[tlog.Tile][]byte
}

func (t *tiles) Height() int { return height }

func (t *tiles) ReadTiles(list []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range list {
		data, ok := t.cache[tile]
		if !ok {
			var err error
			if data, err = os.ReadFile(filepath.Join(t.folder, path(tile))); err != nil {
				return nil, err
			}
			if len(data) != tile.W*tlog.HashSize {
				return nil, fmt.Errorf("%s has %d bytes", path(tile), len(data))
			}
		}
		all = append(all, data)
	}
	return all, nil
}

// SaveTiles keeps tiles that TileHashReader has checked.
func (t *tiles) SaveTiles(list []tlog.Tile, data [][]byte) {
	for i, tile := range list {
		t.cache[tile] = data[i]
	}
}
