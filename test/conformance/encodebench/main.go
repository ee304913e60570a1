// Prints the median milliseconds that Grafana's SDK needs to encode the frame in the file named by the argument.
package main

import (
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"
)

func main() {
	raw, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	frame, err := data.UnmarshalArrowFrame(raw)
	if err != nil {
		panic(err)
	}
	var times []float64
	for run := 0; run < 40; run++ {
		start := time.Now()
		if _, err := frame.MarshalArrow(); err != nil {
			panic(err)
		}
		if run >= 10 {
			times = append(times, float64(time.Since(start).Microseconds())/1000)
		}
	}
	slices.Sort(times)
	fmt.Println(times[len(times)/2])
}
