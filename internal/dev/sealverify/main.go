package main

import (
	"fmt"
	"os"
)

func main() {
	var err error
	switch os.Args[1] {
	case "grid":
		grid(os.Args[2:])
	case "tune":
		tune(os.Args[2:])
	case "harvest":
		err = harvest(os.Args[2], os.Args[3])
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}
